import type { Effect } from '../core/effects.ts'
import { latestFactorProof, latestPrimaryProof } from '../core/freshness.ts'
import type { Login } from '../core/login.ts'

/** Auth0 fills no phone claims for a linked identity, so every login does. */
export function tellPhone(login: Login): Effect[] {
  return login.wantsPhoneClaims && login.phone !== undefined
    ? [{ kind: 'tell_phone', phone: login.phone }]
    : []
}

/** To clients that may link by the OTP grant: what their next `link_to` will be measured by. */
export function tellProof({ client, grant, methods }: Login): Effect[] {
  const proof = client === 'enabled' && grant === 'may' ? latestPrimaryProof(methods) : undefined
  return proof ? [{ kind: 'tell_proof', at: proof.at, factorAt: latestFactorProof(methods)?.at }] : []
}
