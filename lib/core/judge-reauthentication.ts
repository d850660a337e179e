import { belongsTo } from './proof.ts'
import type { Proof } from './proof.ts'
import type { Ticket } from './ticket.ts'
import type { UserId } from './user-id.ts'

/**
 * Judges a nested email code: it must have proven the very account that is signed in, and by email. A linked phone
 * reaches the same subject and proves nothing here: it may be the phone that is to be replaced.
 */
export function judgeReauthentication(
  proof: Proof,
  ticket: Ticket,
  primary: UserId,
  now: Date,
): 'proven' | 'proof_invalid' | 'reauthentication_failed' {
  if (!belongsTo(proof, ticket, now) || proof.provenBy !== 'email') return 'proof_invalid'
  return proof.subject === primary ? 'proven' : 'reauthentication_failed'
}
