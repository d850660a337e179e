import { createActionHost } from '../../scripts/local-tenant/actions-runtime/action-host.ts'
import type { ActionWorker } from '../../scripts/local-tenant/actions-runtime/action-worker.ts'
import type { LoadedAction, RunAnswer } from '../../scripts/local-tenant/actions-runtime/messages.ts'
import {
  recordingConsole,
  recordingFetch,
} from '../../scripts/local-tenant/actions-runtime/recorded-outside.ts'
import type { RunScope, RunTracker } from '../../scripts/local-tenant/actions-runtime/run-scope.ts'
import { tenantDate } from '../../scripts/local-tenant/actions-runtime/tenant-date.ts'
import type { Clock } from '../../scripts/local-tenant/world.ts'
import type { InProcessOutside } from './in-process-outside.ts'

export type WorkerParts = { clock: Clock; outside: InProcessOutside; wait: (milliseconds: number) => void }

/**
 * Runs an Action in this process, by the same code as its thread does. It sees the tenant's time, and has timers that
 * let it pass; one that is stopped gets no answer from the outside any more.
 */
export function inProcessWorker(action: LoadedAction, { clock, outside, wait }: WorkerParts): ActionWorker {
  const now = (): number => clock.now().getTime()
  const runs = lastRun()
  const recording = recordingFetch(
    (input, init) => (retired ? new Promise(() => undefined) : outside.fetch(input, init)),
    runs,
  )
  const pause = (milliseconds: number): Promise<void> => Promise.resolve(wait(milliseconds))
  const host = createActionHost(action, {
    ...{ runs, now },
    names: {
      fetch: recording.fetch,
      AbortSignal: outside.AbortSignal,
      Date: tenantDate(now),
      performance: { now },
      console: recordingConsole(runs),
    },
    modules: { 'node:timers/promises': { setTimeout: pause } },
  })
  const pending = new Set<(answer: RunAnswer) => void>()
  let retired = false
  let nextId = 1

  return {
    run(request, limit) {
      const id = nextId++
      return new Promise((resolve) => {
        const settle = (answer: RunAnswer): void => {
          if (!pending.delete(settle)) return
          clearTimeout(timer)
          resolve(answer)
        }
        const timer = setTimeout(() => {
          retired = true
          settle(failure('The execution of the Actions took longer than it may.'))
        }, limit)
        pending.add(settle)
        // Plain data both ways, as between threads.
        void host.answer(copyPlain({ ...request, id })).then(settle)
      })
    },
    forget() {
      if (retired || pending.size > 0) return Promise.resolve('used')
      host.forget()
      return Promise.resolve(recording.underWay() === 0 ? 'clean' : 'used')
    },
    load() {
      throw new Error('It never says that it is blank.')
    },
    retire() {
      retired = true
    },
    isRetired: () => retired,
    stop() {
      retired = true
      for (const settle of [...pending]) settle(failure('The tenant was stopped.'))
      return Promise.resolve()
    },
  }
}

function failure(message: string): RunAnswer {
  const measure = { load_ms: 0, run_ms: 0, console: [], outside_calls: [], cacheWrites: [] }
  return { id: 0, kind: 'error', message, measure }
}

/**
 * Whose line or call it is, where two runs of one Action interleave, is told well enough by who began last: following
 * every promise would take a third of the time.
 */
function lastRun(): RunTracker {
  let last: RunScope | undefined
  return {
    getStore: () => last,
    run(scope, inside) {
      last = scope
      return inside()
    },
  }
}

/** As `structuredClone` does it for plain data, in a fifth of the time. */
function copyPlain<Value>(value: Value): Value {
  if (typeof value === 'function') throw new TypeError('An event holds nothing but data.')
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(copyPlain) as Value
  const copy: { [name: string]: unknown } = {}
  for (const [name, inner] of Object.entries(value)) copy[name] = copyPlain(inner)
  return copy as Value
}
