type Fields = Readonly<Record<string, unknown>>

/** One way into the account, as Auth0 lists it. Linked ones carry `profileData`. */
export type EventIdentity = {
  provider?: string
  user_id?: string
  connection?: string
  isSocial?: boolean
  profileData?: Fields
}

/**
 * The slice of the post-login `event` that we read
 * (https://auth0.com/docs/customize/actions/explore-triggers/signup-and-login-triggers/login-trigger/post-login-event-object).
 */
export type PostLoginEvent = {
  secrets: Readonly<Record<string, string | undefined>>
  user: {
    user_id: string
    email_verified?: boolean
    phone_number?: string
    phone_verified?: boolean
    created_at?: string
    /** Second factors, by either of the two names that Auth0 has for them. */
    enrolledFactors?: readonly { type?: string }[]
    multifactor?: readonly unknown[]
    identities: readonly EventIdentity[]
    app_metadata?: Fields
    user_metadata?: Fields
  }
  client: { client_id: string; metadata?: Readonly<Record<string, string | undefined>> }
  connection: { strategy: string }
  request: {
    hostname?: string
    query?: Fields
    body?: Fields
    /** The browser's `Accept-Language`, as far as Auth0 hands it on. */
    language?: string
    geoip?: { countryCode?: string; timeZone?: string }
  }
  /** What the page of a Form was answered, when an Action resumes after one. */
  prompt?: { id: string; fields?: Fields; vars?: Fields }
  transaction?: {
    protocol?: string
    prompt?: readonly string[]
    requested_scopes?: readonly string[]
    ui_locales?: readonly string[]
    metadata?: Fields
  }
  authentication?: { methods: readonly { name: string; timestamp: string }[] }
  stats: { logins_count: number }
}
