import { format } from 'node:util'
import type { RunTracker } from './run-scope.ts'

/** Characters kept of what one run writes. Source: Auth0 docs, customize/actions/limitations (logs). */
export const CONSOLE_LIMIT = 256

type ConsoleMethod = 'log' | 'info' | 'warn' | 'error' | 'debug' | 'trace'

type Write = (...given: unknown[]) => void

/** Keeps what a run writes, as far as its limit goes. */
export function recordingConsole(runs: RunTracker): Record<ConsoleMethod, Write> {
  const write: Write = (...given) => {
    const run = runs.getStore()
    if (run === undefined) return
    const line = format(...given).slice(0, CONSOLE_LIMIT - run.logged)
    if (line.length === 0) return
    run.logged += line.length
    run.measure.console.push(line)
  }
  return { log: write, info: write, warn: write, error: write, debug: write, trace: write }
}

/**
 * Records every outside call of a run: where to, what came of it, when and for how long. What is left of a run that
 * was forgotten (a timer, a promise that nobody waited for) calls nobody any more.
 *
 * @returns the `fetch` that records, and how many calls are under way
 */
export function recordingFetch(
  hostFetch: typeof fetch,
  runs: RunTracker,
): { fetch: typeof fetch; underWay: () => number } {
  let underWay = 0
  const recording: typeof fetch = async (input, init) => {
    const run = runs.getStore()
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
  return { fetch: recording, underWay: () => underWay }
}
