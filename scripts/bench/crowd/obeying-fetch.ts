import { setTimeout as wait } from 'node:timers/promises'

/** Milliseconds that an app lets somebody wait for its tokens. */
const PATIENCE = 60_000

/** A `fetch` as a good app has it: refused with 429, it asks again when the answer says. */
export function obeyingFetch(
  fetcher: typeof fetch,
  now: () => number,
  chance: (below: number) => number,
  onRefusal: () => void,
): typeof fetch {
  return async (input, init) => {
    const until = now() + PATIENCE
    for (;;) {
      const answer = await fetcher(input, init)
      if (answer.status !== 429) return answer
      onRefusal()
      const reset = Number(answer.headers.get('x-ratelimit-reset')) * 1000
      if (!(reset > 0) || now() > until) return answer
      // Not all at the very same moment, as Auth0 advises.
      await wait(Math.max(0, reset - now()) + chance(500))
    }
  }
}
