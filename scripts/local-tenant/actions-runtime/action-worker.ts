import { Worker } from 'node:worker_threads'
import type {
  Forgotten,
  LoadedAction,
  RunAnswer,
  RunRequest,
  WorkerMessage,
  WorkerOrder,
} from './messages.ts'
import { workerSource } from './worker-source.ts'

export type ActionWorker = {
  /**
   * Runs one handler. Never rejects: an Action that throws, ends its thread or takes too long is an answer, too.
   *
   * @param limit milliseconds until the run is given up and the thread is ended
   */
  run(request: Omit<RunRequest, 'id'>, limit: number): Promise<RunAnswer>
  /**
   * Begins anew: module variables, and what earlier runs have left behind. A thread that is `used`, because something
   * still runs in it, must be replaced.
   */
  forget(): Promise<Forgotten>
  /** Runs another Action, or version, from now on: only where {@link forget} left the thread `blank`. */
  load(action: LoadedAction): void
  /** Ends with the last of the runs under way. */
  retire(): void
  /** Whether it takes no further runs. */
  isRetired(): boolean
  stop(): Promise<void>
}

/** Milliseconds that an idle thread may take to say so. */
const PATIENCE = 500

type PendingRun = { started: number; timer: NodeJS.Timeout; settle: (answer: RunAnswer) => void }

/** A thread for one deployed version of an Action; runs share its module scope and may interleave, as in Auth0. */
export function startActionWorker(action: LoadedAction, onPort: (port: number) => void): ActionWorker {
  const worker = new Worker(workerSource(), {
    eval: true,
    name: action.name,
    workerData: action,
    // Auth0 gives Actions no environment; `event.secrets` is all there is.
    env: {},
    // Neither the TypeScript loader nor the test runner's hooks belong into an Action's thread.
    execArgv: [],
    stdout: true,
    stderr: true,
  })
  const pending = new Map<number, PendingRun>()
  let forgotten: (now: Forgotten) => void = () => undefined
  let nextId = 1
  let retired = false

  worker.on('message', (message: WorkerMessage) => {
    if (message.type === 'port') return onPort(message.port)
    if (message.type === 'forgotten') return forgotten(message.now)
    settle(message.answer)
  })
  worker.on('error', (error) => failAll(error instanceof Error ? error.message : 'The Action failed.'))
  worker.on('exit', () => failAll('The Action ended its own process.'))

  return {
    run(request, limit) {
      const id = nextId++
      return new Promise((resolve) => {
        const timer = setTimeout(() => giveUp(id), limit)
        pending.set(id, { started: performance.now(), timer, settle: resolve })
        order({ type: 'run', run: { ...request, id } })
      })
    },
    forget() {
      if (retired || pending.size > 0) return Promise.resolve('used')
      return new Promise((resolve) => {
        const timer = setTimeout(() => resolve('used'), PATIENCE)
        forgotten = (now) => {
          clearTimeout(timer)
          resolve(now)
        }
        order({ type: 'forget' })
      })
    },
    load: (next) => order({ type: 'load', action: next }),
    retire() {
      retired = true
      if (pending.size === 0) void worker.terminate()
    },
    isRetired: () => retired,
    async stop() {
      retired = true
      await worker.terminate()
      failAll('The tenant was stopped.')
    },
  }

  function order(given: WorkerOrder): void {
    worker.postMessage(given)
  }

  function settle(answer: RunAnswer): void {
    const run = pending.get(answer.id)
    if (run === undefined) return
    clearTimeout(run.timer)
    pending.delete(answer.id)
    run.settle(answer)
    // A thread in which a run hangs is kept only until those beside it have ended.
    if (retired && pending.size === 0) void worker.terminate()
  }

  function giveUp(id: number): void {
    retired = true
    settle(failure(id, 'The execution of the Actions took longer than it may.'))
  }

  function failAll(message: string): void {
    retired = true
    forgotten('used')
    for (const id of [...pending.keys()]) settle(failure(id, message))
  }

  function failure(id: number, message: string): RunAnswer {
    const run_ms = performance.now() - (pending.get(id)?.started ?? performance.now())
    return {
      id,
      kind: 'error',
      message,
      measure: { load_ms: 0, run_ms, console: [], outside_calls: [], cacheWrites: [] },
    }
  }
}
