/** Behaviours of Auth0 that are not documented, or not for every tenant, as switches; every one is tested both ways. */
export type Unknowns = {
  /** Who owns the browser session once an inner (nested) login has completed and the outer one goes on. */
  sessionAfterNestedLogin: 'outer' | 'inner'
  /** Whether `login_hint` pre-fills the phone field of the SMS page. */
  loginHintPrefillsPhone: boolean
  /** Whether `correlation_id` of `/authorize` is taken at all: it is in Early Access. */
  correlationId: 'enabled' | 'absent'
  /** Who `event.user` of custom-phone-provider is: the account the number signs in to, or nobody known in any case. */
  phoneEventUser: 'account' | 'unknown'
  /** Which template a passwordless text is written by, where there are both. */
  smsTextFrom: 'connection' | 'phone_template'
}

export const DEFAULT_UNKNOWNS: Unknowns = {
  sessionAfterNestedLogin: 'outer',
  loginHintPrefillsPhone: true,
  correlationId: 'enabled',
  phoneEventUser: 'account',
  smsTextFrom: 'connection',
}
