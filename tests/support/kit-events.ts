import type { Changes } from './changes.ts'
import { withChanges } from './changes.ts'

type Fields = { [name: string]: unknown }
type Texts = { [name: string]: string }

export type KitIdentity = {
  provider: string
  user_id: string
  connection: string
  isSocial: boolean
  profileData?: Fields
}

type KitRequest = {
  ip: string
  method: string
  hostname: string
  user_agent: string
  language: string
  geoip: { cityName: string; countryCode: string; timeZone: string }
  body: Fields
}

type KitTransaction = {
  protocol: string
  locale: string
  acr_values: string[]
  ui_locales: string[]
  prompt?: string[]
  redirect_uri: string
  requested_scopes: string[]
  response_mode: string
  response_type: string[]
  state: string
}

/** The `event` of the post-login trigger v3, as a browser login by email code gives it. */
export type KitPostLoginEvent = {
  secrets: Texts
  request: KitRequest & { query: Fields }
  /** What the page of a Form was answered, when the login resumes after one. */
  prompt?: { id: string; fields: Fields; vars: Fields }
  transaction: KitTransaction & { id: string; metadata: { [key: string]: string | number | boolean } }
  authentication: { methods: { name: string; timestamp: string; type?: string }[] }
  authorization: { roles: string[] }
  client: { client_id: string; name: string; metadata: Texts }
  connection: { id: string; name: string; strategy: string; metadata: Texts }
  tenant: { id: string }
  stats: { logins_count: number }
  session: { id: string; user_id: string; authenticated_at: string; created_at: string }
  user: {
    user_id: string
    identities: KitIdentity[]
    email?: string
    email_verified?: boolean
    phone_number?: string
    phone_verified?: boolean
    name: string
    nickname: string
    picture: string
    created_at: string
    updated_at: string
    enrolledFactors?: { type: string }[]
    multifactor?: string[]
    user_metadata: Fields
    app_metadata: Fields
  }
}

/** The `event` of the pre-user-registration trigger v2, as a sign-up by SMS code gives it. */
export type KitPreUserRegistrationEvent = {
  secrets: Texts
  request: KitRequest
  transaction: KitTransaction
  client: { client_id: string; name: string; metadata: Texts }
  connection: { id: string; name: string; strategy: string; metadata: Texts }
  tenant: { id: string }
  user: { email?: string; phone_number?: string; user_metadata: Fields; app_metadata: Fields }
}

const REQUEST: KitRequest = {
  ip: '203.0.113.7',
  method: 'GET',
  hostname: 'acme.eu.auth0.com',
  user_agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  language: 'en',
  geoip: { cityName: 'Berlin', countryCode: 'DE', timeZone: 'Europe/Berlin' },
  body: {},
}

const TRANSACTION: KitTransaction = {
  protocol: 'oidc-basic-profile',
  locale: 'en',
  acr_values: [],
  ui_locales: [],
  redirect_uri: 'https://app.example.com/callback',
  requested_scopes: ['openid', 'profile', 'email', 'phone'],
  response_mode: 'query',
  response_type: ['code'],
  state: 'state-of-the-app',
}

const POST_LOGIN: KitPostLoginEvent = {
  secrets: {},
  request: { ...REQUEST, query: { client_id: 'app', response_type: 'code', state: 'state-of-the-app' } },
  transaction: { ...TRANSACTION, id: 'tx_1', metadata: {} },
  authentication: { methods: [{ name: 'email', timestamp: '2026-03-01T11:59:00.000Z' }] },
  authorization: { roles: [] },
  client: { client_id: 'app', name: 'App', metadata: {} },
  connection: { id: 'con_email', name: 'email', strategy: 'email', metadata: {} },
  tenant: { id: 'acme' },
  stats: { logins_count: 3 },
  session: {
    id: 'session_1',
    user_id: 'email|ada',
    authenticated_at: '2026-03-01T11:59:00.000Z',
    created_at: '2026-03-01T11:59:00.000Z',
  },
  user: {
    user_id: 'email|ada',
    identities: [{ provider: 'email', user_id: 'ada', connection: 'email', isSocial: false }],
    email: 'ada@example.com',
    email_verified: true,
    name: 'ada@example.com',
    nickname: 'ada',
    picture: 'https://cdn.example.com/ada.png',
    created_at: '2026-01-05T08:00:00.000Z',
    updated_at: '2026-03-01T11:59:00.000Z',
    user_metadata: {},
    app_metadata: {},
  },
}

const PRE_USER_REGISTRATION: KitPreUserRegistrationEvent = {
  secrets: {},
  request: { ...REQUEST, method: 'POST' },
  transaction: TRANSACTION,
  client: { client_id: 'app', name: 'App', metadata: {} },
  connection: { id: 'con_sms', name: 'sms', strategy: 'sms', metadata: {} },
  tenant: { id: 'acme' },
  user: { phone_number: '+4915112345678', user_metadata: {}, app_metadata: {} },
}

/**
 * A complete `event` of the post-login trigger: a browser login by email code.
 * @param changes what this test is about, e.g. `{ user: { email_verified: false } }`
 */
export function postLoginEvent(changes: Changes<KitPostLoginEvent> = {}): KitPostLoginEvent {
  return withChanges(POST_LOGIN, changes)
}

/**
 * A complete `event` of the pre-user-registration trigger: somebody signs up at an app by SMS code.
 * @param changes what this test is about, e.g. `{ client: { client_id: 'other' } }`
 */
export function preUserRegistrationEvent(
  changes: Changes<KitPreUserRegistrationEvent> = {},
): KitPreUserRegistrationEvent {
  return withChanges(PRE_USER_REGISTRATION, changes)
}

/**
 * The `event` of `onContinuePostLogin`: the request is new and the outer query is gone, the transaction stays.
 * @param flushed `app_metadata` that was set before the redirect; Auth0 writes it out then
 */
export function continuedEvent(
  before: KitPostLoginEvent,
  query: Fields,
  flushed: Fields = {},
): KitPostLoginEvent {
  const event = structuredClone(before)
  event.request = { ...structuredClone(REQUEST), hostname: before.request.hostname, query }
  Object.assign(event.user.app_metadata, flushed)
  return event
}

/**
 * The `event` of `onContinuePostLogin` after the page of a Form.
 * @param answer what was typed into its fields, and what its own flow has set
 * @param flushed `app_metadata` that was set before the page was shown; Auth0 writes it out then
 */
export function answeredEvent(
  before: KitPostLoginEvent,
  answer: { id: string; fields?: Fields; vars?: Fields },
  flushed: Fields = {},
): KitPostLoginEvent {
  const event = continuedEvent(before, { state: 'state-of-the-page' }, flushed)
  event.prompt = { fields: {}, vars: {}, ...structuredClone(answer) }
  return event
}

/** The changes that make a post-login event that of a new account which a phone code has just reached. */
export const PHONE_ACCOUNT: Changes<KitPostLoginEvent> = {
  connection: { id: 'con_sms', name: 'sms', strategy: 'sms' },
  authentication: { methods: [{ name: 'sms', timestamp: '2026-03-01T11:59:30.000Z' }] },
  stats: { logins_count: 1 },
  session: { user_id: 'sms|new' },
  user: {
    user_id: 'sms|new',
    identities: [{ provider: 'sms', user_id: 'new', connection: 'sms', isSocial: false }],
    email: undefined,
    email_verified: undefined,
    phone_number: '+4915112345678',
    phone_verified: true,
    name: '+4915112345678',
    nickname: '',
  },
}
