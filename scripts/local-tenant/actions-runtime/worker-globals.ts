import { AsyncLocalStorage } from 'node:async_hooks'
import { format } from 'node:util'
import type { RunMeasure } from './messages.ts'

/** Characters kept of what one run writes. Source: Auth0 docs, customize/actions/limitations (logs). */
export const CONSOLE_LIMIT = 256

/** Runs that came before the thread began anew, or those since. */
export type Generation = { isOver: boolean }

export type RunScope = { started: number; measure: RunMeasure; logged: number; generation: Generation }

/** Which run a line or a call belongs to: runs of one Action may interleave, as in Auth0. */
export const currentRun = new AsyncLocalStorage<RunScope>()

/** A worker that starts from a text has CommonJS names as globals, which an Action must not find at Auth0 either. */
export function removeModuleGlobals(): void {
  for (const name of ['__dirname', '__filename', 'module', 'exports', 'require']) {
    Reflect.deleteProperty(globalThis, name)
  }
}

/** The Action's `Date` follows the tenant's clock; timers, `performance` and the network keep the host's. */
export function installDate(): (offset: number) => void {
  const HostDate = Date
  let offset = 0
  const now = (): number => HostDate.now() + offset
  const TenantDate = new Proxy(HostDate, {
    construct: (target, given: unknown[], newTarget) =>
      Reflect.construct(target, given.length > 0 ? given : [now()], newTarget) as Date,
    apply: () => new HostDate(now()).toString(),
    get: (target, key, receiver) => (key === 'now' ? now : (Reflect.get(target, key, receiver) as unknown)),
  })
  HostDate.prototype.constructor = TenantDate
  globalThis.Date = TenantDate
  return (milliseconds) => {
    offset = milliseconds
  }
}

export function installConsole(): void {
  const write = (...given: unknown[]): void => {
    const run = currentRun.getStore()
    if (run === undefined) return
    const line = format(...given).slice(0, CONSOLE_LIMIT - run.logged)
    if (line.length === 0) return
    run.logged += line.length
    run.measure.console.push(line)
  }
  for (const method of ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const) console[method] = write
}

/**
 * Records every outside call of a run: where to, what came of it, when and for how long. What is left of a run that
 * was forgotten (a timer, a promise that nobody waited for) calls nobody any more.
 *
 * @returns how many calls are under way
 */
export function installFetch(): () => number {
  const hostFetch = globalThis.fetch
  let underWay = 0
  globalThis.fetch = async (input, init) => {
    const run = currentRun.getStore()
    if (run === undefined) return hostFetch(input, init)
    if (run.generation.isOver) throw new TypeError('The run that calls has been forgotten.')
    const target = input instanceof Request ? input.url : String(input)
    const call = {
      method: (init?.method ?? (input instanceof Request ? input.method : 'GET')).toUpperCase(),
      // A query may carry what must not be recorded.
      url: target.replace(/[?#].*$/s, ''),
      started_ms: performance.now() - run.started,
      ms: 0,
    }
    const started = performance.now()
    const done = (outcome: { status: number } | { error: string }): void => {
      run.measure.outside_calls.push({ ...call, ...outcome, ms: performance.now() - started })
    }
    underWay += 1
    try {
      const response = await hostFetch(input, init)
      done({ status: response.status })
      return response
    } catch (error) {
      done({ error: error instanceof Error ? error.name : 'Error' })
      throw error
    } finally {
      underWay -= 1
    }
  }
  return () => underWay
}
