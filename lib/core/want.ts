import type { Intent } from './outcome.ts'
import type { PhoneNumber } from './phone-number.ts'
import type { Reason } from './refusals.ts'

/** Why a phone step happens: the app asked for it, or the tenant's policy offers or requires a phone. */
export const BECAUSES = ['asked', 'offered', 'required'] as const
export type Because = (typeof BECAUSES)[number]

export const CHOICES = ['accepted', 'declined'] as const
/** How the person answered the page that asked them. */
export type Choice = (typeof CHOICES)[number]

/** What is wanted in this login. Remembered in the transaction, because pages take the app's query away. */
export type Want = {
  intent: Intent
  because: Because
  choice?: Choice
  /** A number that the person has typed on a page of ours; it fills in the page that sends the code. */
  hint?: PhoneNumber
  /** Set when an earlier Action found that it cannot be done. */
  refusal?: Reason
}
