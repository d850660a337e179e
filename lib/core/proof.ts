import type { AccountHistory } from './account-history.ts'
import { CLOCK_SKEW_MS } from './freshness.ts'
import type { Ticket } from './ticket.ts'
import type { UserId } from './user-id.ts'

/** What the verified inner ID token says. Its signature, issuer, audience and expiry have been checked already. */
export type Proof = {
  subject: UserId
  nonce: string
  authTime: Date
  /** As the token has it; absent when the code reached an account that is not a phone account. */
  phoneNumber: string | undefined
  phoneVerified: boolean
  /** Absent when no Action of ours vouched for the account. */
  history: AccountHistory | undefined
  /** The strategy of the connection that proved it, as our Action in the inner login saw it. */
  provenBy: string | undefined
}

/** A token of another transaction, or of a login that was over before this one asked, proves nothing here. */
export function belongsTo(proof: Proof, ticket: Ticket, now: Date): boolean {
  return proof.nonce === ticket.nonce && provenMeanwhile(proof.authTime, ticket, now)
}

function provenMeanwhile(authTime: Date, ticket: Ticket, now: Date): boolean {
  const notBefore = ticket.startedAt.getTime() - CLOCK_SKEW_MS
  const notAfter = now.getTime() + CLOCK_SKEW_MS
  return authTime.getTime() >= notBefore && authTime.getTime() <= notAfter
}
