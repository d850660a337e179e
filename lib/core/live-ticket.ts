import { CLOCK_SKEW_MS } from './freshness.ts'
import { TICKET_LIFETIME_MS } from './ticket.ts'

/** What a sealed ticket says: who started a phone challenge, and when. Free of personal data. */
export type SealedTicket = {
  /** The same for every ticket of one user, and no one's id. */
  owner: string
  startedAt: Date
}

/** Whether the outer login that the ticket belongs to may still be waiting for its phone. */
export function isLive({ startedAt }: SealedTicket, now: Date): boolean {
  const age = now.getTime() - startedAt.getTime()
  // It was sealed by another host, whose clock may be ahead.
  return age >= -CLOCK_SKEW_MS && age <= TICKET_LIFETIME_MS
}
