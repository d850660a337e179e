import type { ActionDependency, TokenEffects } from '../state.ts'
import type { ActionRunRecord, FormRequest } from '../tenant.ts'
import type { CacheEntries, CacheMode, CacheWrite } from './action-cache.ts'

/** What a worker is told once, when it is made for one deployed version of an Action. */
export type LoadedAction = {
  name: string
  code: string
  dependencies: ActionDependency[]
  /** Where declared dependencies are resolved from. */
  packagesRoot: string
}

export type TransactionMetadata = { [key: string]: string | number | boolean }

/** One run of one handler; plain data, both ways. */
export type RunRequest = {
  id: number
  handler: HandlerName
  /** With `secrets`. */
  event: object
  /** Milliseconds between the tenant's time and the host's. */
  clockOffset: number
  canRedirect: boolean
  cache: { mode: CacheMode; entries: CacheEntries }
  /** Whether `setPrimaryUser` has been called by an earlier Action. */
  primaryUserIsSet: boolean
}

export type HandlerName =
  | 'onExecutePostLogin'
  | 'onContinuePostLogin'
  | 'onExecutePreUserRegistration'
  | 'onExecuteCustomPhoneProvider'

/** Everything an Action asked of `api`. */
export type ActionEffects = {
  denial?: { reason: string; userMessage: string }
  redirectUrl?: string
  form?: FormRequest
  /** One entry per command: the factors, any one of which will do. */
  challenges: string[][]
  appMetadata: { [key: string]: unknown }
  userMetadata: { [key: string]: unknown }
  recordedMethods: string[]
  primaryUserId?: string
  tokens: TokenEffects
  metadata: TransactionMetadata
  /** What is to become of a message that was not delivered. */
  notification?: { kind: 'drop' | 'retry'; reason: string }
}

export type RunMeasure = {
  load_ms: number
  run_ms: number
  console: string[]
  outside_calls: NonNullable<ActionRunRecord['outside_calls']>
  cacheWrites: CacheWrite[]
}

export type RunAnswer = { id: number; measure: RunMeasure } & (
  { kind: 'effects'; effects: ActionEffects } | { kind: 'error'; message: string }
)

/**
 * What a worker is told: to run a handler, to begin anew as if it had never run one, or to run those of another Action,
 * or version, from now on.
 */
export type WorkerOrder =
  { type: 'run'; run: RunRequest } | { type: 'forget' } | { type: 'load'; action: LoadedAction }

/**
 * What a thread is like once it has begun anew: `used` when a call of an earlier run is still under way, `blank` when
 * nothing of the Action is left in it, so that it may as well run another.
 */
export type Forgotten = 'used' | 'clean' | 'blank'

export type WorkerMessage =
  | { type: 'answer'; answer: RunAnswer }
  | { type: 'forgotten'; now: Forgotten }
  /** A local port that the Action's own calls leave from, so that the tenant can tell them from an app's. */
  | { type: 'port'; port: number }

export function noEffects(metadata: TransactionMetadata): ActionEffects {
  return {
    appMetadata: {},
    userMetadata: {},
    recordedMethods: [],
    challenges: [],
    tokens: noTokenEffects(),
    metadata: { ...metadata },
  }
}

export function noTokenEffects(): TokenEffects {
  return { idTokenClaims: {}, accessTokenClaims: {}, addedScopes: [], removedScopes: [] }
}
