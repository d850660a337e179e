/** Milliseconds that a rate limit is waited for at most: clocks differ, and a header may hold anything. */
const LONGEST = 60_000

/** Keeps requests apart. */
export type Pace = {
  /** Resolves when the next request may be sent. */
  turn(): Promise<void>
  /**
   * Takes note of what an answer says of the tenant's rate limit.
   * Source: Auth0 docs, troubleshoot/customer-support/operational-policies/rate-limit-policy.
   */
  heed(headers: Pick<Headers, 'get'>): void
}

/**
 * @param perSecond requests
 * @param clock milliseconds since the epoch
 * @param sleep takes milliseconds
 */
export function createPace(
  perSecond: number,
  clock: () => number,
  sleep: (ms: number) => Promise<unknown>,
): Pace {
  let next = 0
  return {
    async turn() {
      const wait = next - clock()
      if (wait > 0) await sleep(wait)
      next = Math.max(next, clock()) + 1000 / perSecond
    },
    heed(headers) {
      if (headers.get('x-ratelimit-remaining') !== '0') return
      const reset = Number(headers.get('x-ratelimit-reset')) * 1000
      if (reset > 0) next = Math.max(next, Math.min(reset, clock() + LONGEST))
    },
  }
}
