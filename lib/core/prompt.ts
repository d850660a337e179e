import type { PhoneNumber } from './phone-number.ts'
import type { Want } from './want.ts'

/** The pages that ask a person something before anything is done. */
export type Prompt = 'offer' | 'required' | 'number' | 'removal'

/** The Forms that ask, by their ids in the tenant. */
export type PromptForms = Record<Prompt, string>

/** What the page was answered. */
export type PageAnswer = {
  accepted: boolean
  /** The number that was typed there: `none` if the page asks for none, `refused` if it may not be used. */
  number: { kind: 'none' } | { kind: 'refused' } | { kind: 'number'; phone: PhoneNumber }
}

/** Which page asks, if any. Removal always asks: a link that somebody was sent must not be enough. */
export function decidePrompt(want: Want, collectNumber: boolean): Prompt | undefined {
  if (want.choice !== undefined) return undefined
  if (want.intent === 'remove') return 'removal'
  if (collectNumber) return 'number'
  if (want.because === 'offered') return 'offer'
  return want.because === 'required' ? 'required' : undefined
}
