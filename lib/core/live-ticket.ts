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
  // It is sealed in whole seconds, so it may look a moment younger than it is.
  return age >= -1000 && age <= TICKET_LIFETIME_MS
}
