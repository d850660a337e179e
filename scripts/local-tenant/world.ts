import { randomBytes } from 'node:crypto'

/** Time as the tenant sees it. Tests move it; nothing in the tenant reads the host's clock directly. */
export type Clock = {
  now(): Date
  /** Moves the tenant's time by a number of seconds (may be negative), relative to the host's. */
  advance(seconds: number): void
  /** Milliseconds between the tenant's time and the host's; Action workers run their own `Date` by it. */
  offset(): number
  reset(): void
}

/** Where every id, code, secret and token of the tenant comes from. */
export type Entropy = {
  bytes(count: number): Uint8Array
}

export type World = { clock: Clock; entropy: Entropy }

export function hostClock(): Clock {
  let offset = 0
  return {
    now: () => new Date(Date.now() + offset),
    advance: (seconds) => {
      offset += seconds * 1000
    },
    offset: () => offset,
    reset: () => {
      offset = 0
    },
  }
}

export const systemEntropy: Entropy = { bytes: (count) => randomBytes(count) }
