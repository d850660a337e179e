import type { JsonObject, TokenEffects } from '../state.ts'

/** Runs deployed Actions. Called by the services of login, sign-up and phone messages. */
export type ActionRuntime = {
  /**
   * Runs the post-login bindings for one login, in order, from the first or from where a redirect left off.
   * `event` is everything but `secrets`, which is added per Action.
   */
  postLogin(run: PostLoginRun): Promise<PostLoginResult>
  preUserRegistration(event: object): Promise<PreUserRegistrationResult>
  /** Hands one text or call to the tenant's custom phone provider. */
  customPhoneProvider(event: object): Promise<CustomPhoneProviderResult>
  /** Every run so far, newest last: for tests, the bench and the fidelity report. */
  runs(): ActionRunRecord[]
  forgetRuns(): void
  /** A version was deployed: cached values and module variables are gone; what is under way ends as it would have. */
  beginAnew(): Promise<void>
  stop(): Promise<void>
}

export type PostLoginRun = {
  /**
   * Built anew before each Action, so that a later one sees what earlier ones changed. Only the Action that goes on
   * where it left off is told what a form has collected. `primaryUserId` is what an earlier one has set.
   */
  buildEvent(
    transactionMetadata: { [key: string]: string | number | boolean },
    goesOn?: boolean,
    primaryUserId?: string,
  ): object
  /** Where the login goes on: in the Action that suspended it, or (`next`, after a challenge) in the one behind it. */
  resume?: { binding_index: number; action_id: string; next?: boolean }
  metadata: { [key: string]: string | number | boolean }
  /** Whether this login can show a page: one that an Action asks for elsewhere is `interaction_required`. */
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

/** The Action says nothing when it has delivered; `failed` is one that threw or took too long. */
export type CustomPhoneProviderResult =
  | { kind: 'delivered'; action_name: string }
  | { kind: 'dropped' | 'to_retry' | 'failed'; reason: string; action_name: string }
  /** No Action of this trigger is deployed. */
  | { kind: 'absent' }

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
