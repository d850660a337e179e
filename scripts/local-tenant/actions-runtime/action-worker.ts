import { Worker } from 'node:worker_threads'
import type { LoadedAction, RunAnswer, RunRequest, WorkerMessage, WorkerOrder } from './messages.ts'
import { workerSource } from './worker-source.ts'

export type ActionWorker = {
  /**
   * Runs one handler. Never rejects: an Action that throws, ends its thread or takes too long is an answer, too.
   *
   * @param limit milliseconds until the run is given up and the thread is ended
   */
  run(request: Omit<RunRequest, 'id'>, limit: number): Promise<RunAnswer>
  /**
   * Begins anew: module variables, and what earlier runs have left behind. Whether that could be done; a thread in
   * which something still runs must be replaced.
   */
  forget(): Promise<boolean>
  /** Whether it can take no further runs, because a run hung or its thread is gone. */
  isRetired(): boolean
  stop(): Promise<void>
}

/** Milliseconds that an idle thread may take to say so. */
const PATIENCE = 500

type PendingRun = { started: number; timer: NodeJS.Timeout; settle: (answer: RunAnswer) => void }

/** One thread for one deployed version of an Action; runs share its module scope and may interleave, as in Auth0. */
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
  let forgotten: (clean: boolean) => void = () => undefined
  let nextId = 1
  let retired = false

  worker.on('message', (message: WorkerMessage) => {
    if (message.type === 'port') return onPort(message.port)
    if (message.type === 'forgotten') return forgotten(message.clean)
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
      if (retired || pending.size > 0) return Promise.resolve(false)
      return new Promise((resolve) => {
        const timer = setTimeout(() => resolve(false), PATIENCE)
        forgotten = (clean) => {
          clearTimeout(timer)
          resolve(clean)
        }
        order({ type: 'forget' })
      })
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
    forgotten(false)
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
