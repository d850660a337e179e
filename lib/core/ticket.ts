import { CLOCK_SKEW_MS } from './freshness.ts'
import type { Intent } from './outcome.ts'
import type { Because } from './want.ts'

/** What must be remembered while the person is away. Lives and dies with the outer login's transaction. */
export type Ticket = {
  intent: Intent
  because: Because
  /** Ids of the `sms` identities that leave the account once the new phone is on it. */
  leaving: readonly string[]
  /** PKCE code verifier (RFC 7636 §4.1). */
  verifier: string
  /** OIDC nonce, bound into the inner ID token. */
  nonce: string
  startedAt: Date
}

/** How long a ticket is good for, in milliseconds (10 minutes). */
export const TICKET_LIFETIME_MS = 10 * 60_000

export function isTicketExpired(ticket: Ticket, now: Date): boolean {
  const age = now.getTime() - ticket.startedAt.getTime()
  // Written so that a start that is no time counts as expired.
  return !(age <= TICKET_LIFETIME_MS && age >= -CLOCK_SKEW_MS)
}
