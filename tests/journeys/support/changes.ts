import { OTHER_PHONE, PHONE } from './steps.ts'

/** What an app may ask for: the phone that is there before, the one that is typed, how it ends, and what is left. */
export type PhoneChange = {
  intent: 'add' | 'replace' | 'remove'
  present: string | undefined
  typed: string
  status: 'linked' | 'replaced' | 'removed'
  left: string | undefined
}

export const CHANGES: PhoneChange[] = [
  { intent: 'add', present: undefined, typed: PHONE, status: 'linked', left: PHONE },
  { intent: 'replace', present: PHONE, typed: OTHER_PHONE, status: 'replaced', left: OTHER_PHONE },
  { intent: 'remove', present: PHONE, typed: '', status: 'removed', left: undefined },
]

/** The ways of signing in by phone that the tenant has, when nobody but this account has one. */
export const owned = (owner: string, number: string | undefined) =>
  number === undefined ? [] : [{ owner, number }]
