import type { Configuration } from './configuration.ts'
import type { JsonObject } from './json.ts'

/**
 * Everything a local tenant knows, as plain JSON, so that it can be saved to a snapshot and loaded again.
 * Services read and write it; endpoints never do.
 */

export type * from './configuration.ts'
export type * from './json.ts'

/** One way into an account, as the Management API shows it. */
export type Identity = {
  provider: string
  user_id: string
  connection: string
  isSocial: boolean
  /** Only on linked (secondary) identities. */
  profileData?: JsonObject
}

export type User = {
  user_id: string
  identities: Identity[]
  email?: string
  email_verified?: boolean
  phone_number?: string
  phone_verified?: boolean
  username?: string
  given_name?: string
  family_name?: string
  name: string
  nickname?: string
  picture: string
  created_at: string
  updated_at: string
  user_metadata: JsonObject
  app_metadata: JsonObject
  logins_count: number
  last_login?: string
  last_ip?: string
  blocked?: boolean
  /** What somebody can prove themselves with besides; no part of the profile. */
  authentication_methods?: EnrolledMethod[]
}

/** An authenticator app. Its secret never leaves the tenant again. */
export type EnrolledMethod = {
  id: string
  type: 'totp'
  name?: string
  totp_secret: string
  created_at: string
  last_auth_at?: string
  /** The 30-second step of the newest code that was accepted: it and older ones are used up. */
  last_step?: number
}

/** `type` is the factor, where `name` is `mfa`. */
export type AuthenticationMethod = { name: string; timestamp: string; type?: string }

/** The browser's single sign-on session. */
export type Session = {
  id: string
  user_id: string
  methods: AuthenticationMethod[]
  authenticated_at: string
  created_at: string
  updated_at: string
  last_interacted_at: string
  clients: string[]
  ip: string
  user_agent: string
}

/** The checked parameters of an `/authorize` request. */
export type AuthorizeRequest = {
  client_id: string
  redirect_uri: string
  response_type: string
  response_mode: 'query' | 'form_post' | 'web_message'
  scope: string[]
  state?: string
  nonce?: string
  code_challenge?: string
  code_challenge_method?: 'S256'
  audience?: string
  connection?: string
  login_hint?: string
  prompt: string[]
  /** Seconds. */
  max_age?: number
  ui_locales: string[]
  acr_values: string[]
  organization?: string
  /** Every query parameter as it came (a repeated one as an array), for `event.request.query`. */
  query: { [name: string]: string | string[] }
}

/** One login, from `/authorize` until its answer; suspended while an Action has sent the person elsewhere. */
export type LoginTransaction = {
  id: string
  /** Where the person is; each page's form posts back to it. */
  stage: 'identifier' | 'code' | 'suspended' | 'form' | 'mfa' | 'completed' | 'failed'
  request: AuthorizeRequest
  protocol: string
  /** The host the browser used, with port, e.g. `localhost:3443`. */
  hostname: string
  /** Binds the transaction to one browser (cookie). */
  browser_id: string
  created_at: string
  locale: string
  ip: string
  user_agent: string
  language?: string
  method: string
  /** The one-time code in flight. */
  passwordless?: { connection: string; recipient: string; code_id: string }
  /** Set once somebody has authenticated. */
  user_id?: string
  connection?: string
  methods: AuthenticationMethod[]
  session_id?: string
  metadata: { [key: string]: string | number | boolean }
  /** Claims, scopes and the like that Actions have asked for so far in this transaction. */
  effects: TokenEffects
  /** While suspended: the value of `state` that resumes, and which binding asked. */
  resume?: { state: string; binding_index: number; action_id: string; suspended_at: string }
  /** Values of `state` whose page is done with: whoever comes with one is late, not unknown. */
  past_states?: string[]
  /** While at a form. */
  form?: FormProgress
  /** While a second factor is asked for. */
  mfa?: { factor: string; failed_attempts: number }
  /** Factors that have been asked for in this transaction; each is asked for once. */
  challenged?: string[]
  /** How often Actions have asked for a factor in this transaction. */
  mfa_commands?: number
}

/** How far somebody is in a form. It stays here: a page is only told what its components refer to. */
export type FormProgress = {
  id: string
  /** The step that is shown; `$start` until the first is known. */
  node: string
  /** Earlier steps, for the way back. */
  history: string[]
  fields: JsonObject
  vars: JsonObject
}

export type TokenEffects = {
  idTokenClaims: JsonObject
  accessTokenClaims: JsonObject
  addedScopes: string[]
  removedScopes: string[]
}

export type OneTimeCode = {
  id: string
  connection: string
  recipient: string
  transaction_id: string
  code: string
  created_at: string
  expires_at: string
  failed_attempts: number
  /** Set when used, voided by a newer one, or spent by too many wrong tries. */
  dead: boolean
}

export type AuthorizationCode = {
  code: string
  client_id: string
  redirect_uri: string
  user_id: string
  session_id: string
  scope: string[]
  audience?: string
  nonce?: string
  code_challenge?: string
  hostname: string
  auth_time: number
  issued_at: string
  expires_at: string
  used: boolean
  effects: TokenEffects
  /** Refresh-token family to revoke if the code is replayed. */
  refresh_family?: string
  include_auth_time: boolean
}

export type RefreshToken = {
  id: string
  token: string
  family: string
  client_id: string
  user_id: string
  session_id: string
  scope: string[]
  audience?: string
  hostname: string
  created_at: string
  auth_time: number
  /** Set when rotated or revoked. */
  spent: boolean
}

/** A text or email the tenant "sent". */
export type InboxMessage = {
  id: string
  channel: 'sms' | 'email'
  to: string
  from: string
  subject?: string
  text: string
  /** The one-time code, for tests and the demo's auto-play; a phone shows only the text. */
  code?: string
  client_id: string
  at: string
}

export type LogEvent = {
  log_id: string
  /** Auth0's log event type code, e.g. `s`, `f`, `fs`, `seacft`, `sapi`. */
  type: string
  description: string
  date: string
  client_id?: string
  client_name?: string
  connection?: string
  strategy?: string
  user_id?: string
  user_name?: string
  ip?: string
  user_agent?: string
  hostname?: string
  details?: JsonObject
}

/** RS256 signing keys as private JWKs, newest first. */
export type SigningKey = { kid: string; privateJwk: JsonObject; publicJwk: JsonObject }

export type TenantState = {
  /** The shape of this file; a snapshot of another version is not loaded. */
  version: 1
  keys: SigningKey[]
  configuration: Configuration
  users: User[]
  logs: LogEvent[]
  inbox: InboxMessage[]
  sessions: Session[]
  transactions: LoginTransaction[]
  oneTimeCodes: OneTimeCode[]
  authorizationCodes: AuthorizationCode[]
  refreshTokens: RefreshToken[]
}
