/** Something that one run of an Action fetches at most once, and that a cache may already hold. */
export type FetchedOnce<T> = {
  /** @throws UpstreamError if it cannot be had; the same error however often it is asked for */
  get(): Promise<T>
  /** Fetched anew, past the cache; undefined if the one at hand was already fetched in this run. */
  renew(): Promise<T | undefined>
}

/**
 * @param cached what the cache holds, if anything
 * @param load fetches it, and puts it into the cache
 */
export function fetchedOnce<T>(cached: () => T | undefined, load: () => Promise<T>): FetchedOnce<T> {
  let fetched: Promise<T> | undefined
  return {
    async get() {
      const kept = fetched ? undefined : cached()
      if (kept !== undefined) return kept
      fetched ??= load()
      return fetched
    },
    async renew() {
      if (fetched) return undefined
      fetched = load()
      return fetched
    },
  }
}
