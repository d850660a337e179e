import type { JsonObject } from '../json.ts'
import type { AuthenticationMethod } from './accounts.ts'

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
  /** The organization to log in to; once checked, its id however it was named. */
  organization?: string
  /** The app's own name for this login. */
  correlation_id?: string
  /** Every query parameter as it came (a repeated one as an array), for `event.request.query`. */
  query: { [name: string]: string | string[] }
}

/** One login, from `/authorize` until its answer; suspended while an Action has sent the person elsewhere. */
export type LoginTransaction = {
  id: string
  /** Where the person is; each page's form posts back to it. */
  stage: 'identifier' | 'code' | 'suspended' | 'form' | 'mfa' | 'consent' | 'completed' | 'failed'
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

/**
 * What messages, events and the log tell of a login: of one by the pages, or of one by API, which has no page to go
 * back to and lasts no longer than its request.
 */
export type LoginFacts = Pick<
  LoginTransaction,
  'id' | 'protocol' | 'hostname' | 'locale' | 'ip' | 'user_agent' | 'language' | 'method' | 'methods'
> & {
  request: Pick<AuthorizeRequest, 'client_id' | 'scope' | 'acr_values' | 'ui_locales'> &
    Partial<AuthorizeRequest>
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
  /** The login by page that asked for it. */
  transaction_id?: string
  /** The application that asked for it by API. */
  client_id?: string
  code: string
  created_at: string
  expires_at: string
  failed_attempts: number
  /** Set when used, voided by a newer one, or spent by too many wrong tries. */
  dead: boolean
}
