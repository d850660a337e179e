import type { Effect, InnerLoginUse } from '../core/effects.ts'
import type { Proof } from '../core/proof.ts'
import type { InnerLoginSetting } from '../core/login.ts'
import type { Ticket } from '../core/ticket.ts'
import type { Want } from '../core/want.ts'
import type { Entropy, World } from '../ports.ts'
import { buildInnerLoginUrl } from '../protocol/authorize-request.ts'
import { VERIFIER_BYTES, buildVerifier } from '../protocol/pkce.ts'

const CONNECTIONS = { phone: 'sms', reauthentication: 'email' } as const satisfies Record<
  InnerLoginUse,
  string
>

export type InnerLoginStart = {
  use: InnerLoginUse
  want: Want
  /** Ids of the phones that leave the account once the new one is on it. */
  leaving: readonly string[]
  /** What the Action that delivers the code knows this login by. */
  seal?: string
}

/** Sends the person to the nested login, and remembers what its answer will be measured by. */
export function startInnerLogin(
  { use, want, leaving, seal }: InnerLoginStart,
  setting: InnerLoginSetting,
  now: Date,
  entropy: Entropy,
): Effect[] {
  const { intent, because, hint } = want
  const ticket: Ticket = {
    intent,
    because,
    leaving,
    verifier: buildVerifier(entropy.bytes(VERIFIER_BYTES)),
    nonce: buildVerifier(entropy.bytes(VERIFIER_BYTES)),
    startedAt: now,
  }
  const url = buildInnerLoginUrl({
    connection: CONNECTIONS[use],
    host: setting.host,
    clientId: setting.companionClientId,
    ticket,
    uiLocales: setting.uiLocales,
    loginHint: use === 'phone' ? hint : undefined,
    correlationId: seal,
  })
  return [
    { kind: 'keep_ticket', use, ticket },
    { kind: 'send_to', url },
  ]
}

export type ProofPorts = Pick<World, 'innerLogin' | 'proofs'>

/**
 * Trades the answer's code for the proof. What `meanwhile` fetches is fetched side by side.
 * @returns undefined if the code or the token does not hold
 * @throws UpstreamError if the token endpoint or the keys cannot be had
 */
export async function obtainProof(
  code: string,
  ticket: Ticket,
  ports: ProofPorts,
  meanwhile: () => Promise<void> = () => Promise.resolve(),
): Promise<Proof | undefined> {
  const [exchanged] = await Promise.all([
    ports.innerLogin.exchange(code, ticket.verifier),
    meanwhile(),
    ports.proofs.prepare(),
  ])
  return exchanged.kind === 'token' ? ports.proofs.verify(exchanged.idToken) : undefined
}
