import type { LinkToken } from '../core/link-token.ts'
import { parseUserId } from '../core/user-id.ts'
import type { Claims } from './signed-claims.ts'
import { isRecord } from './unknown-json.ts'

/** The claim of ID tokens that says when the primary was proven: `{ at, mfa? }`, seconds since the epoch. */
export const PROOF_CLAIM = 'phone_link_proof'

export function buildProofClaim(at: Date, factorAt: Date | undefined): Record<string, number> {
  return { at: seconds(at), ...(factorAt && { mfa: seconds(factorAt) }) }
}

/**
 * What the claims of an ID token say of whom it is for. Without our own claim, `auth_time` tells when somebody was
 * authenticated (OIDC Core §2); ID tokens of a refresh have neither, and prove nobody's presence.
 */
export function parseLinkToken(claims: Claims): LinkToken | undefined {
  const subject = parseUserId(claims.sub)
  if (!subject) return undefined
  const told = claims[PROOF_CLAIM]
  const proof = isRecord(told) ? told : { at: claims.auth_time }
  return { subject, methods: [...method('email', proof.at), ...method('mfa', proof.mfa)] }
}

function method(name: string, at: unknown) {
  return typeof at === 'number' && Number.isFinite(at) ? [{ name, at: new Date(at * 1000) }] : []
}

function seconds(at: Date): number {
  return Math.floor(at.getTime() / 1000)
}
