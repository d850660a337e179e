/** Behaviours of Auth0 that are not documented, as switches; every one is tested both ways. */
export type Unknowns = {
  /** Who owns the browser session once an inner (nested) login has completed and the outer one goes on. */
  sessionAfterNestedLogin: 'outer' | 'inner'
  /** Whether `login_hint` pre-fills the phone field of the SMS page. */
  loginHintPrefillsPhone: boolean
}

export const DEFAULT_UNKNOWNS: Unknowns = {
  sessionAfterNestedLogin: 'outer',
  loginHintPrefillsPhone: true,
}
