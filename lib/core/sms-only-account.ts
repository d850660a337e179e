import type { PhoneNumber } from './phone-number.ts'

/** What the tenant does with accounts whose root identity is a phone, from before our Actions came. */
export type SmsOnlyAccounts = 'refuse' | 'allow'

/** An account whose root identity is a phone. */
export type PhoneAccount = { number: PhoneNumber; bornInInnerLogin: boolean }

export type SmsOnlyFacts = {
  /** Whether an inner login made the account. */
  bornInInnerLogin: boolean
  smsOnlyAccounts: SmsOnlyAccounts
}

/**
 * Whether a phone account may go on signing in at the apps. What an inner login made never may: it is left over from
 * a linking that was interrupted, and letting it in would be signing up by phone.
 */
export function mayGoOn({ bornInInnerLogin, smsOnlyAccounts }: SmsOnlyFacts): boolean {
  return smsOnlyAccounts === 'allow' && !bornInInnerLogin
}
