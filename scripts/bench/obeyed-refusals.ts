import type { CallRecord } from '../local-tenant/call-log.ts'

const SECOND_MS = 1000

/**
 * How many calls were refused with 429, and of how many of these the caller kept away as long as it was told. The
 * answer names a whole second (`x-ratelimit-reset`), which is never the one that it is given in.
 *
 * @param calls oldest first; `at` is when one was answered
 */
export function countRefusals(calls: readonly CallRecord[]): { refusals: number; obeyed: number } {
  let refusals = 0
  let obeyed = 0
  for (const [index, call] of calls.entries()) {
    if (call.status !== 429) continue
    refusals += 1
    const earliest = (Math.floor(Date.parse(call.at) / SECOND_MS) + 1) * SECOND_MS
    const again = calls.slice(index + 1).find((next) => isSame(next, call))
    // Rounding to whole milliseconds may make it one too early.
    if (again === undefined || Date.parse(again.at) - again.ms >= earliest - 2) obeyed += 1
  }
  return { refusals, obeyed }
}

/** Paths name the account: nobody but its owner makes the same call. */
const isSame = (one: CallRecord, other: CallRecord): boolean =>
  one.method === other.method && one.path === other.path
