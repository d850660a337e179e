/** How many requests may come at once, and how many more may come in which time. */
export type Rate = { burst: number; refill: number; per: Period }

export type Period = 'second' | 'minute' | 'hour' | 'day'

/** What a bucket said of one request. `reset` is in seconds since the epoch. */
export type Verdict = { allowed: boolean; limit: number; remaining: number; reset: number }

/**
 * Auth0's documentation says both: that what is counted by the second is added by milliseconds and what is counted by
 * the minute is added every second; and that a bucket is filled at the top of each second or minute.
 */
export type Refill = 'gradual' | 'window'

export type TokenBucket = { take(now: number, refill: Refill): Verdict }

const PERIODS: { [Each in Period]: number } = {
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
}

/**
 * A bucket of requests, full at first.
 * Source: Auth0 docs, troubleshoot/customer-support/operational-policies/rate-limit-policy, "Rate limit algorithm";
 * rate-limit-policy/rate-limit-use-cases, "Examples of how rate limits are enforced".
 *
 * @returns `take`, which counts one request at a time given in milliseconds since the epoch
 */
export function createBucket({ burst, refill: added, per }: Rate): TokenBucket {
  const period = PERIODS[per]
  let tokens = burst
  let filled: number | undefined
  return {
    take(now, refill) {
      const step = stepOf(refill, period)
      const tick = Math.floor(now / step)
      const ticks = Math.max(0, tick - (filled ?? tick))
      const perTick = (added * step) / period
      filled = tick
      tokens = Math.min(burst, tokens + ticks * perTick)
      const allowed = isWhole(tokens)
      if (allowed) tokens = Math.max(0, tokens - 1)
      const missing = Math.floor(tokens + MARGIN) + 1 - tokens
      const wait = tokens >= burst ? 0 : Math.ceil(missing / perTick - MARGIN)
      const reset = Math.ceil(((tick + wait) * step) / 1000)
      return { allowed, limit: burst, remaining: Math.floor(tokens + MARGIN), reset }
    },
  }
}

/** Parts of a token are added up as floating-point numbers, which must not make one of 0.9999999. */
const MARGIN = 1e-6

const isWhole = (tokens: number): boolean => tokens + MARGIN >= 1

/** Milliseconds between two moments at which something is added. */
function stepOf(refill: Refill, period: number): number {
  if (refill === 'window') return period
  return period === PERIODS.second ? 1 : 1000
}
