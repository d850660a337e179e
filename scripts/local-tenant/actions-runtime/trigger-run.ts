import type { TenantState } from '../state.ts'
import type { ActionRunRecord } from '../tenant.ts'
import type { World } from '../world.ts'
import { applyWrite, dropExpired, type CacheEntries, type CacheMode } from './action-cache.ts'
import { startActionWorker, type ActionWorker } from './action-worker.ts'
import type { BoundAction } from './bound-actions.ts'
import type { HandlerName, LoadedAction, RunAnswer } from './messages.ts'

export type RuntimeOptions = {
  /** Read at every run, because a loaded snapshot replaces it. */
  state: () => TenantState
  world: World
  /** The folder whose `node_modules` serves the Actions' declared dependencies. */
  packagesRoot: string
  /** Milliseconds for all Actions of one execution together. Auth0: 20 s. */
  timeLimit?: number
  /** Told each local port from which an Action's own call leaves. */
  onPort?: (port: number) => void
  /** Told each run, when it has ended. */
  onRun?: (run: ActionRunRecord) => void
  /** Where an Action runs; without it, in a thread of its own. */
  startWorker?: (action: LoadedAction) => ActionWorker
}

export const TIME_LIMIT = 20_000

/** Threads that are kept for what is deployed next. */
const SPARE_LIMIT = 8

/** Runs that are remembered; a tenant that is left running for days must not grow for ever. */
const RECORD_LIMIT = 5000

/** The running half of the runtime: threads, caches, records. The pipelines decide what runs, and in which order. */
export type TriggerRunner = {
  run(step: TriggerStep): Promise<RunAnswer>
  records(): ActionRunRecord[]
  forgetRecords(): void
  setCacheMode(mode: CacheMode): void
  /**
   * Without cached values and module variables of earlier runs; those under way end as they would have. Threads that
   * can begin anew are kept: making one costs a tenth of a second.
   */
  beginAnew(): Promise<void>
  /** The same, but what is under way fails. */
  endRuns(): Promise<void>
  /** As if nothing had run yet. */
  forgetAll(): Promise<void>
  dropAll(): Promise<void>
}

export type TriggerStep = {
  trigger: string
  handler: HandlerName
  bound: BoundAction
  /** Without secrets. */
  event: object
  canRedirect: boolean
  primaryUserIsSet: boolean
  /** `performance.now()` at which the whole execution must have ended. */
  deadline: number
}

export function createTriggerRunner(options: RuntimeOptions): TriggerRunner {
  const workers = new Map<string, { versionId: string; worker: ActionWorker }>()
  /** Threads whose version is no longer deployed, that may run another. */
  const spare: ActionWorker[] = []
  /** Threads that take no run any more, and end with those that are under way. */
  const ending = new Set<ActionWorker>()
  const caches = new Map<string, CacheEntries>()
  let records: ActionRunRecord[] = []
  let cacheMode: CacheMode = 'normal'
  const startWorker =
    options.startWorker ?? ((action) => startActionWorker(action, options.onPort ?? (() => undefined)))

  return {
    async run(step) {
      const { action, version } = step.bound
      const secrets = Object.fromEntries(version.secrets.map(({ name, value }) => [name, value]))
      const cache = cacheOf(step.trigger)
      const answer = await workerOf(step.bound).run(
        {
          handler: step.handler,
          event: { ...step.event, secrets },
          clockOffset: options.world.clock.offset(),
          canRedirect: step.canRedirect,
          cache: { mode: cacheMode, entries: structuredClone(cache) },
          primaryUserIsSet: step.primaryUserIsSet,
        },
        Math.max(0, step.deadline - performance.now()),
      )
      for (const write of answer.measure.cacheWrites) applyWrite(cache, write)
      const { load_ms, run_ms, console, outside_calls } = answer.measure
      const record: ActionRunRecord = {
        action_name: action.name,
        trigger: step.trigger,
        handler: step.handler,
        event: step.event,
        load_ms,
        run_ms,
        console,
        outside_calls,
        ...(answer.kind === 'error' ? { error: answer.message } : {}),
      }
      records.push(record)
      options.onRun?.(record)
      if (records.length > RECORD_LIMIT) records.shift()
      return answer
    },
    records: () => records,
    forgetRecords() {
      records = []
    },
    setCacheMode(mode) {
      cacheMode = mode
      caches.clear()
    },
    beginAnew: () => beginAnew(retire),
    endRuns,
    async forgetAll() {
      records = []
      await endRuns()
      records = []
    },
    async dropAll() {
      const others = [...[...workers.values()].map(({ worker }) => worker), ...spare.splice(0)]
      workers.clear()
      caches.clear()
      await Promise.all([endRetired(), ...others.map((worker) => worker.stop())])
    },
  }

  function cacheOf(trigger: string): CacheEntries {
    const entries = caches.get(trigger) ?? {}
    caches.set(trigger, entries)
    dropExpired(entries, options.world.clock.now().getTime())
    return entries
  }

  function workerOf({ action, version }: BoundAction): ActionWorker {
    const known = workers.get(action.id)
    if (known?.versionId === version.id && !known.worker.isRetired()) return known.worker
    // A version that is no longer deployed ends with its last run, as one does in which a run hung.
    if (known !== undefined) retire(known.worker)
    const loaded = {
      name: action.name,
      code: version.code,
      dependencies: version.dependencies,
      packagesRoot: options.packagesRoot,
    }
    const worker = spareWith(loaded) ?? startWorker(loaded)
    workers.set(action.id, { versionId: version.id, worker })
    return worker
  }

  function spareWith(action: LoadedAction): ActionWorker | undefined {
    const worker = spare.pop()
    if (worker?.isRetired()) return spareWith(action)
    worker?.load(action)
    return worker
  }

  function retire(worker: ActionWorker): void {
    ending.add(worker)
    worker.retire()
  }

  async function endRetired(): Promise<void> {
    const retired = [...ending]
    ending.clear()
    await Promise.all(retired.map((worker) => worker.stop()))
  }

  async function endRuns(): Promise<void> {
    await Promise.all([endRetired(), beginAnew((worker) => worker.stop())])
  }

  async function beginAnew(endUsed: (worker: ActionWorker) => void | Promise<void>): Promise<void> {
    caches.clear()
    const known = [...workers.entries()]
    // None of them takes a run before it has begun anew.
    workers.clear()
    const all = known.map(async ([actionId, { versionId, worker }]) => {
      const now = await worker.forget()
      const action = options.state().configuration.actions.find(({ id }) => id === actionId)
      if (now === 'used') await endUsed(worker)
      else if (action?.deployed_version_id === versionId && !workers.has(actionId))
        workers.set(actionId, { versionId, worker })
      else if (now === 'blank' && spare.length < SPARE_LIMIT) spare.push(worker)
      else await worker.stop()
    })
    await Promise.all(all)
  }
}
