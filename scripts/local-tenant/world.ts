import { randomBytes } from 'node:crypto'
import { createAlarms } from './alarms.ts'

/** Time as the tenant sees it. Tests move it; nothing in the tenant reads the host's clock directly. */
export type Clock = {
  now(): Date
  /** Moves the tenant's time by a number of seconds (may be negative), relative to the host's. */
  advance(seconds: number): void
  /** Milliseconds between the tenant's time and the host's; Action workers run their own `Date` by it. */
  offset(): number
  /** Calls once the tenant's time has reached the moment, whether time has passed or was moved. */
  at(moment: Date, call: () => void): void
  /** Back to the host's time. What waited for a moment is not called any more. */
  reset(): void
}

/** Where every id, code, secret and token of the tenant comes from. */
export type Entropy = {
  bytes(count: number): Uint8Array
}

export type World = { clock: Clock; entropy: Entropy }

export function hostClock(): Clock {
  let offset = 0
  let timer: NodeJS.Timeout | undefined
  const alarms = createAlarms()
  const now = (): Date => new Date(Date.now() + offset)
  const ring = (): void => {
    alarms.ring(now())
    clearTimeout(timer)
    const next = alarms.next()
    if (next === undefined) return
    // A day at a time: a timer of more than 24.8 days would fire at once. It keeps no process alive.
    const wait = Math.min(next.getTime() - now().getTime(), 86_400_000)
    timer = setTimeout(ring, Math.max(0, wait)).unref()
  }
  return {
    now,
    advance: (seconds) => {
      offset += seconds * 1000
      ring()
    },
    offset: () => offset,
    at: (moment, call) => {
      alarms.set(moment, call)
      ring()
    },
    reset: () => {
      offset = 0
      alarms.clear()
      clearTimeout(timer)
    },
  }
}

export const systemEntropy: Entropy = { bytes: (count) => randomBytes(count) }
