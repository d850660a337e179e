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
  /** What `event.transaction.protocol` is in a login by the passwordless OTP grant. */
  otpGrantProtocol: 'oauth2-resource-owner' | 'oauth2-password'
  /** Whether fields of that grant's body that Auth0 does not describe reach `event.request.body`. */
  otpGrantBody: 'whole' | 'known'
  /** Whether the ID token of that grant has `auth_time`. */
  otpGrantAuthTime: 'absent' | 'present'
  /** Whom `event.user` is for the Actions behind one that called `setPrimaryUser`, in the same run. */
  userAfterSetPrimary: 'as_before' | 'primary'
  /** Whether the tenant's own apps that are sent back to `localhost` may skip the question for consent. */
  localhostConsent: 'skipped' | 'asked'
  /** How a rate limit's bucket fills up: Auth0's documentation says both. */
  rateLimitRefill: 'gradual' | 'window'
  /** Whether linking counts, on plans that limit groups of endpoints, as writing users or as one of all other endpoints. */
  identitiesRate: 'users' | 'other_endpoints'
  /** Whether pages that people see count towards the Authentication API's limit, or what programs call alone. */
  authenticationRate: 'programs' | 'everything'
  /** Whether a 429 has `Retry-After`. */
  retryAfter: 'absent' | 'present'
}

export const DEFAULT_UNKNOWNS: Unknowns = {
  sessionAfterNestedLogin: 'outer',
  loginHintPrefillsPhone: true,
  correlationId: 'enabled',
  phoneEventUser: 'account',
  smsTextFrom: 'connection',
  otpGrantProtocol: 'oauth2-resource-owner',
  otpGrantBody: 'whole',
  otpGrantAuthTime: 'absent',
  userAfterSetPrimary: 'as_before',
  localhostConsent: 'skipped',
  rateLimitRefill: 'gradual',
  identitiesRate: 'users',
  authenticationRate: 'programs',
  retryAfter: 'absent',
}
