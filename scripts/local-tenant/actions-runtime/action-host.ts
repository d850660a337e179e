import { createCache } from './action-cache.ts'
import { createCustomPhoneProviderApi, DEFAULT_LIFETIME } from './custom-phone-provider-api.ts'
import {
  noEffects,
  type ActionEffects,
  type LoadedAction,
  type RunAnswer,
  type RunMeasure,
  type RunRequest,
  type TransactionMetadata,
} from './messages.ts'
import { createModuleLoader, findHandler } from './module-loader.ts'
import { createPostLoginApi } from './post-login-api.ts'
import { createPreUserRegistrationApi } from './pre-user-registration-api.ts'
import type { Generation } from './run-scope.ts'
import type { Surroundings } from './surroundings.ts'

/** One deployed Action, loaded once, whose handlers are run many times; in a thread of its own or beside others. */
export type ActionHost = {
  /** Never rejects: an Action that throws is an answer, too. */
  answer(run: RunRequest): Promise<RunAnswer>
  /** The module's body runs anew at the next run, with module variables of its own, as in a new thread. */
  forget(): void
}

type EventFacts = {
  user: { user_id: string }
  request: { hostname: string; ip: string; query: object; body: object }
  transaction?: { protocol?: string; metadata?: TransactionMetadata }
}

export function createActionHost(action: LoadedAction, surroundings: Surroundings): ActionHost {
  const loader = createModuleLoader(action, surroundings)
  const { now, runs } = surroundings
  let generation: Generation = { isOver: false }

  return {
    async answer(run) {
      const measure: RunMeasure = { load_ms: 0, run_ms: 0, console: [], outside_calls: [], cacheWrites: [] }
      const scope = { started: performance.now(), measure, logged: 0, generation }
      return runs.run(scope, async () => {
        try {
          const effects = await perform(run, measure)
          return { id: run.id, measure, kind: 'effects' as const, effects }
        } catch (error) {
          return { id: run.id, measure, kind: 'error' as const, message: describe(error) }
        }
      })
    },
    forget() {
      generation.isOver = true
      generation = { isOver: false }
      loader.forget()
    },
  }

  async function perform(run: RunRequest, measure: RunMeasure): Promise<ActionEffects> {
    const loadStarted = performance.now()
    const wasLoaded = loader.isLoaded()
    const exports = loader.load()
    const handler = findHandler(exports, run.handler)
    const started = performance.now()
    if (!wasLoaded) measure.load_ms = started - loadStarted
    try {
      const { api, effects } = createApi(run, measure, now)
      await handler(run.event, api)
      // What an Action does without awaiting it, after its handler has ended, comes too late.
      return structuredClone(effects)
    } finally {
      measure.run_ms = performance.now() - started
    }
  }
}

function createApi(
  run: RunRequest,
  measure: RunMeasure,
  now: () => number,
): { api: object; effects: ActionEffects } {
  const event = run.event as EventFacts
  const { mode, entries } = run.cache
  const isProvider = run.handler === 'onExecuteCustomPhoneProvider'
  const cache = createCache(
    mode,
    entries,
    measure.cacheWrites,
    now,
    isProvider ? DEFAULT_LIFETIME : undefined,
  )
  const effects = noEffects(event.transaction?.metadata ?? {})
  if (isProvider) return { api: createCustomPhoneProviderApi(effects, cache), effects }
  if (run.handler === 'onExecutePreUserRegistration') {
    return { api: createPreUserRegistrationApi(effects, cache), effects }
  }
  // The Action sees what it sets at once in `event.transaction.metadata`.
  if (event.transaction) event.transaction.metadata = effects.metadata
  const facts = structuredClone({
    protocol: event.transaction?.protocol ?? '',
    hostname: event.request.hostname,
    ip: event.request.ip,
    userId: event.user.user_id,
    query: event.request.query as { [name: string]: unknown },
    body: event.request.body as { [name: string]: unknown },
  })
  return { api: createPostLoginApi(run, { ...facts, now }, effects, cache), effects }
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
