import type { JsonObject, TenantState, TokenEffects } from './state.ts'
import type { World } from './world.ts'

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

export type TenantConfig = {
  /** Canonical host with port, e.g. `localhost:3443`. */
  domain: string
  /** Further hosts that serve the same tenant (custom domains), e.g. `127.0.0.1:3443`. */
  customDomains: string[]
  /** The tenant's name, as in `event.tenant.id`. */
  name: string
}

/** What every service of the local tenant is given. `state` is replaced as a whole when a snapshot is loaded. */
export type Tenant = {
  readonly config: TenantConfig
  readonly world: World
  state: TenantState
  unknowns: Unknowns
  readonly actions: ActionRuntime
}

/** The request facts that Auth0 puts into `event.request`. */
export type RequestFacts = {
  hostname: string
  ip: string
  user_agent: string
  language?: string
  method: string
  query: { [name: string]: string | string[] }
  body: { [name: string]: string | string[] }
}

/** Runs deployed Actions. Implemented in `actions-runtime/`; called by the login and sign-up services. */
export type ActionRuntime = {
  /**
   * Runs the post-login bindings for one login, in order, from the first or from where a redirect left off.
   * `event` is everything but `secrets`, which is added per Action.
   */
  postLogin(run: PostLoginRun): Promise<PostLoginResult>
  preUserRegistration(event: object): Promise<PreUserRegistrationResult>
  /** Every run so far, newest last: for tests, the bench and the fidelity report. */
  runs(): ActionRunRecord[]
  forgetRuns(): void
  /** Drops cached values and loaded workers (a new deploy, a loaded snapshot). */
  restart(): Promise<void>
  stop(): Promise<void>
}

export type PostLoginRun = {
  /**
   * Built anew before each Action, so that a later one sees what earlier ones changed. Only the Action that goes on
   * where it left off is told what a form has collected.
   */
  buildEvent(transactionMetadata: { [key: string]: string | number | boolean }, goesOn?: boolean): object
  /** Where the login goes on: in the Action that suspended it, or (`next`, after a challenge) in the one behind it. */
  resume?: { binding_index: number; action_id: string; next?: boolean }
  metadata: { [key: string]: string | number | boolean }
  /** Whether this login can show a page: `sendUserTo` elsewhere fails the login with `interaction_required`. */
  canRedirect: boolean
  /** Factors that were asked for already: commands that name one do nothing. */
  challengedFactors?: string[]
  /** Commands for a factor so far in this transaction. */
  mfaCommands?: number
}

export type UserEffects = {
  /** Top-level keys to merge; null removes. */
  appMetadata: { [key: string]: unknown }
  userMetadata: { [key: string]: unknown }
  recordedMethods: string[]
  /** The user the tokens are for, when an Action called `setPrimaryUser`. */
  primaryUserId?: string
}

export type PostLoginResult = {
  user: UserEffects
  tokens: TokenEffects
  metadata: { [key: string]: string | number | boolean }
  /** Commands for a factor so far in this transaction. */
  mfaCommands?: number
} & (
  | { kind: 'completed' }
  | { kind: 'denied'; reason: string; action_name: string }
  | { kind: 'redirect'; url: string; binding_index: number; action_id: string }
  | { kind: 'form'; form: FormRequest; binding_index: number; action_id: string }
  /** The factors, any one of which will do. */
  | { kind: 'mfa'; factors: string[]; binding_index: number; action_id: string }
  /** An Action threw, timed out or broke a rule of the platform; the login fails with `access_denied`. */
  | { kind: 'failed'; message: string; action_name: string }
)

/** What an Action asked for with `prompt.render`. */
export type FormRequest = { id: string; fields: JsonObject; vars: JsonObject }

export type PreUserRegistrationResult =
  | { kind: 'allowed'; appMetadata: { [key: string]: unknown }; userMetadata: { [key: string]: unknown } }
  | { kind: 'denied'; reason: string; userMessage: string; action_name: string }
  | { kind: 'failed'; message: string; action_name: string }

export type ActionRunRecord = {
  action_name: string
  trigger: string
  handler: string
  /** The very event the handler was given, without secret values. */
  event: object
  /** Milliseconds, measured in the worker: loading (0 when warm) and running. */
  load_ms: number
  run_ms: number
  console: string[]
  /** Every call the Action made to the outside through `fetch`, in the order in which they ended. */
  outside_calls?: OutsideCall[]
  error?: string
}

export type OutsideCall = {
  method: string
  /** Without its query. */
  url: string
  status?: number
  /** The name of the error, when there was no answer. */
  error?: string
  /** Milliseconds from the start of the run, and taken. */
  started_ms: number
  ms: number
}
