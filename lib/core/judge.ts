import type { AccountHistory } from './account-history.ts'
import { CLOCK_SKEW_MS } from './freshness.ts'
import { judgeNumber } from './number-policy.ts'
import type { NumberPolicy } from './number-policy.ts'
import type { Outcome } from './outcome.ts'
import { refused } from './outcome.ts'
import type { PhoneNumber } from './phone-number.ts'
import { parsePhoneNumber } from './phone-number.ts'
import type { Ticket } from './ticket.ts'
import type { IdentityRef, UserId } from './user-id.ts'
import { isSmsAccount, splitUserId } from './user-id.ts'

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

export type Verdict =
  | { kind: 'link'; secondary: IdentityRef; phone: PhoneNumber }
  /** `detail` is for the log. */
  | { kind: 'settled'; outcome: Outcome; detail?: string }

/** What the proof is judged for. */
export type Claim = { primary: UserId; numbers: NumberPolicy }

/** Judges the proof against the ticket: may this phone be linked to this primary? First match wins. */
export function judgeProof(proof: Proof, ticket: Ticket, { primary, numbers }: Claim, now: Date): Verdict {
  const { intent } = ticket
  if (!belongsTo(proof, ticket, now)) return settled(refused(intent, 'proof_invalid'))
  // The address of the inner login is in the person's hands: another connection proves no phone.
  if (proof.provenBy !== 'sms') return settled(refused(intent, 'proof_invalid'))
  if (proof.subject === primary) return settled({ intent, status: 'already_linked' })
  // Somebody else's account. Never linked, never merged, and no hint whose it is.
  if (!isSmsAccount(proof.subject)) return settled(refused(intent, 'phone_in_use'))
  if (proof.history === undefined) return settled(refused(intent, 'proof_invalid'))
  if (proof.history === 'has_history') return settled(refused(intent, 'phone_account_has_history'))
  if (proof.phoneNumber === undefined || !proof.phoneVerified)
    return settled(refused(intent, 'proof_invalid'))
  const phone = parsePhoneNumber(proof.phoneNumber)
  if (phone === undefined) return settled(refused(intent, 'phone_not_supported'))
  const verdict = judgeNumber(phone, numbers)
  if (verdict.kind === 'refused') return settled(refused(intent, 'phone_not_supported'), verdict.why)
  return { kind: 'link', secondary: splitUserId(proof.subject), phone }
}

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

// A token of another transaction, or of a login that was over before this one asked, proves nothing here.
function belongsTo(proof: Proof, ticket: Ticket, now: Date): boolean {
  return proof.nonce === ticket.nonce && provenMeanwhile(proof.authTime, ticket, now)
}

function provenMeanwhile(authTime: Date, ticket: Ticket, now: Date): boolean {
  const notBefore = ticket.startedAt.getTime() - CLOCK_SKEW_MS
  const notAfter = now.getTime() + CLOCK_SKEW_MS
  return authTime.getTime() >= notBefore && authTime.getTime() <= notAfter
}

function settled(outcome: Outcome, detail?: string): Verdict {
  return { kind: 'settled', outcome, ...(detail !== undefined && { detail }) }
}
