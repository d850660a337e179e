import { judgeNumber } from './number-policy.ts'
import type { NumberPolicy } from './number-policy.ts'
import type { Outcome } from './outcome.ts'
import { refused } from './outcome.ts'
import type { PhoneNumber } from './phone-number.ts'
import { parsePhoneNumber } from './phone-number.ts'
import { belongsTo } from './proof.ts'
import type { Proof } from './proof.ts'
import type { Ticket } from './ticket.ts'
import type { IdentityRef, UserId } from './user-id.ts'
import { isSmsAccount, splitUserId } from './user-id.ts'

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

function settled(outcome: Outcome, detail?: string): Verdict {
  return { kind: 'settled', outcome, ...(detail !== undefined && { detail }) }
}
