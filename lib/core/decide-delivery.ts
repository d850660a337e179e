import type { BudgetRefusal } from './code-budget.ts'
import type { DeliveryReason } from './delivery.ts'
import { isLive } from './live-ticket.ts'
import type { SealedTicket } from './live-ticket.ts'
import { judgeNumber } from './number-policy.ts'
import type { NumberPolicy, NumberRefusal } from './number-policy.ts'
import type { PhoneNumber } from './phone-number.ts'
import { mayGoOn } from './sms-only-account.ts'
import type { PhoneAccount, SmsOnlyAccounts } from './sms-only-account.ts'

/** What is known of a code that is to be sent. All of it comes from the platform. */
export type CodeRequest = {
  /** Undefined if the recipient is no E.164 number. */
  to: PhoneNumber | undefined
  /** `linking` may add phones by the OTP grant: its back end asks for codes to numbers that are no account's yet. */
  client: 'companion' | 'linking' | 'other'
  /** `sign_in`: somebody signs in with a phone. `account`: a message of an account, such as its second factor. */
  purpose: 'sign_in' | 'account'
  /** Numbers of the phones that are linked to the account, as far as the platform says whose code it is. */
  linked: readonly PhoneNumber[]
  /** The phone account of its own whose code it is, as far as the platform says so. */
  phoneAccount: PhoneAccount | undefined
  /** What the inner login carries. */
  ticket: SealedTicket | undefined
}

/** Why a code is not sent. The person sees no difference; the log has the word. */
export type DropReason = NumberRefusal | BudgetRefusal | 'no_live_ticket' | 'stranger'

/** What became of a code: `drop` is for good, after `retry` the platform asks again. */
export type Delivered =
  | { kind: 'sent' }
  | {
      kind: 'retry' | 'drop'
      reason: DeliveryReason | DropReason | 'lookup_failed' | 'not_available'
      detail?: string
    }

export type DeliveryDecision =
  | { kind: 'send'; to: PhoneNumber }
  /** Whether the number is linked to an account has to be looked up. */
  | { kind: 'look_up'; to: PhoneNumber }
  | { kind: 'drop'; reason: DropReason; detail?: string }

export type DeliveryRules = { numbers: NumberPolicy; ticketCheck: boolean; smsOnlyAccounts: SmsOnlyAccounts }

/**
 * Decides whether a code may be sent: the number first, then who asks. Pure: same facts and time, same decision.
 * Budgets are judged by whoever remembers what was sent.
 */
export function decideDelivery(request: CodeRequest, rules: DeliveryRules, now: Date): DeliveryDecision {
  const { to, client, purpose, linked, phoneAccount, ticket } = request
  if (to === undefined) return { kind: 'drop', reason: 'not_a_number' }
  const verdict = judgeNumber(to, rules.numbers)
  if (verdict.kind === 'refused') {
    return { kind: 'drop', reason: verdict.why, ...(verdict.country && { detail: verdict.country }) }
  }
  if (client === 'companion') {
    // The companion's id is no secret: anybody can open its page. An outer login that waits for a phone cannot be made up.
    const mayAsk = !rules.ticketCheck || (ticket !== undefined && isLive(ticket, now))
    return mayAsk ? { kind: 'send', to } : { kind: 'drop', reason: 'no_live_ticket' }
  }
  // Whose account the number is for, only the grant will tell. What holds strangers back here are policy and budgets.
  if (client === 'linking') return { kind: 'send', to }
  // The tenant's own messages go on as before; a number that is to be a second factor is not linked.
  if (purpose === 'account' || linked.includes(to)) return { kind: 'send', to }
  // Where people may go on by phone alone, their number is no stranger's.
  if (phoneAccount?.number === to && mayGoOn({ ...phoneAccount, ...rules })) return { kind: 'send', to }
  return { kind: 'look_up', to }
}
