import { subscribe } from 'node:diagnostics_channel'
import { parentPort, workerData } from 'node:worker_threads'
import { createCache } from './action-cache.ts'
import {
  noEffects,
  type ActionEffects,
  type LoadedAction,
  type RunAnswer,
  type RunMeasure,
  type RunRequest,
  type TransactionMetadata,
  type WorkerMessage,
  type WorkerOrder,
} from './messages.ts'
import { createCustomPhoneProviderApi, DEFAULT_LIFETIME } from './custom-phone-provider-api.ts'
import { createModuleLoader, findHandler } from './module-loader.ts'
import { createPostLoginApi } from './post-login-api.ts'
import { createPreUserRegistrationApi } from './pre-user-registration-api.ts'
import {
  currentRun,
  installConsole,
  installDate,
  installFetch,
  removeModuleGlobals,
  type Generation,
} from './worker-globals.ts'

// The whole of one worker thread: it loads one deployed Action and runs its handlers, many times.
type EventFacts = {
  user: { user_id: string }
  request: { hostname: string; ip: string; query: object; body: object }
  transaction?: { protocol?: string; metadata?: TransactionMetadata }
}

removeModuleGlobals()
const setClockOffset = installDate()
installConsole()
const callsUnderWay = installFetch()
let load = createModuleLoader(workerData as LoadedAction)
let isLoaded = false
let generation: Generation = { isOver: false }

subscribe('undici:client:connected', (message) => {
  const { socket } = message as { socket?: { localPort?: number } }
  if (socket?.localPort !== undefined) post({ type: 'port', port: socket.localPort })
})

parentPort?.on('message', (order: WorkerOrder) => {
  if (order.type === 'forget') forget()
  else void answer(order.run).then((given) => post({ type: 'answer', answer: given }))
})

/** The module's body runs anew at the next run, with module variables of its own, as in a new thread. */
function forget(): void {
  generation.isOver = true
  generation = { isOver: false }
  load = createModuleLoader(workerData as LoadedAction)
  isLoaded = false
  post({ type: 'forgotten', clean: callsUnderWay() === 0 })
}

async function answer(run: RunRequest): Promise<RunAnswer> {
  setClockOffset(run.clockOffset)
  const measure: RunMeasure = { load_ms: 0, run_ms: 0, console: [], outside_calls: [], cacheWrites: [] }
  const scope = { started: performance.now(), measure, logged: 0, generation }
  return currentRun.run(scope, async () => {
    try {
      const effects = await perform(run, measure)
      return { id: run.id, measure, kind: 'effects' as const, effects }
    } catch (error) {
      return { id: run.id, measure, kind: 'error' as const, message: describe(error) }
    }
  })
}

async function perform(run: RunRequest, measure: RunMeasure): Promise<ActionEffects> {
  const loadStarted = performance.now()
  const exports = load()
  const handler = findHandler(exports, run.handler)
  const started = performance.now()
  if (!isLoaded) measure.load_ms = started - loadStarted
  isLoaded = true
  try {
    const { api, effects } = createApi(run, measure)
    await handler(run.event, api)
    // What an Action does without awaiting it, after its handler has ended, comes too late.
    return structuredClone(effects)
  } finally {
    measure.run_ms = performance.now() - started
  }
}

function createApi(run: RunRequest, measure: RunMeasure): { api: object; effects: ActionEffects } {
  const event = run.event as EventFacts
  const { mode, entries } = run.cache
  const isProvider = run.handler === 'onExecuteCustomPhoneProvider'
  const lifetime = isProvider ? DEFAULT_LIFETIME : undefined
  const cache = createCache(mode, entries, measure.cacheWrites, () => Date.now(), lifetime)
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
  return { api: createPostLoginApi(run, facts, effects, cache), effects }
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function post(message: WorkerMessage): void {
  parentPort?.postMessage(message)
}
