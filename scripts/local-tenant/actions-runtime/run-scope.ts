import { AsyncLocalStorage } from 'node:async_hooks'
import type { RunMeasure } from './messages.ts'

/** Runs that came before the Action began anew, or those since. */
export type Generation = { isOver: boolean }

export type RunScope = { started: number; measure: RunMeasure; logged: number; generation: Generation }

/** Tells which run a line or a call belongs to. */
export type RunTracker = {
  run<Result>(scope: RunScope, inside: () => Result): Result
  getStore(): RunScope | undefined
}

/** Runs of one Action may interleave, as in Auth0. */
export function trackRuns(): RunTracker {
  return new AsyncLocalStorage<RunScope>()
}
