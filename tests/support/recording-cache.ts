/** `api.cache` of Actions (https://auth0.com/docs/customize/actions/limitations). */
export type KitCache = {
  get(key: string): { value: string; expires_at: number } | undefined
  set(key: string, value: string, options?: { ttl?: number }): { type: 'success' | 'error'; code?: string }
  delete(key: string): { type: 'success' | 'error'; code?: string }
}

/** `empty` forgets at once; `failing` refuses writes and throws at reads. An Action must work with all three. */
export type KitCacheMode = 'working' | 'empty' | 'failing'

const ENTRIES = 20
const KEY_BYTES = 64
const VALUE_BYTES = 4096
const TOTAL_BYTES = 8192
const LONGEST_TTL = 24 * 60 * 60_000
const DEFAULT_TTL = 15 * 60_000

/**
 * A cache with Auth0's limits: 20 entries, 64 bytes a key, 4 kB a value, 8 kB in all, a day at most.
 * @param now the time that entries expire by
 */
export function recordingCache(mode: KitCacheMode, now: () => Date): KitCache {
  const entries = new Map<string, { value: string; expires_at: number }>()
  const refuse = (code: string) => ({ type: 'error' as const, code })

  return {
    get(key) {
      if (mode === 'failing') throw new Error('The cache cannot be reached.')
      const entry = entries.get(key)
      return entry !== undefined && entry.expires_at > now().getTime() ? { ...entry } : undefined
    },
    set(key, value, { ttl = DEFAULT_TTL } = {}) {
      if (mode === 'failing') return refuse('FailedToSetCacheRecord')
      if (bytes(key) > KEY_BYTES) return refuse('CacheKeySizeExceeded')
      if (bytes(value) > VALUE_BYTES) return refuse('CacheValueSizeExceeded')
      const others = [...entries].filter(([other]) => other !== key)
      const used = others.reduce((sum, [other, entry]) => sum + bytes(other) + bytes(entry.value), 0)
      if (used + bytes(key) + bytes(value) > TOTAL_BYTES || others.length >= ENTRIES) {
        return refuse('CacheSizeExceeded')
      }
      if (!(ttl > 0)) return refuse('ItemAlreadyExpired')
      const expires_at = now().getTime() + Math.min(ttl, LONGEST_TTL)
      if (mode === 'working') entries.set(key, { value, expires_at })
      return { type: 'success' }
    },
    delete(key) {
      if (mode === 'failing') return refuse('FailedToDeleteCacheRecord')
      return entries.delete(key) ? { type: 'success' } : refuse('CacheKeyDoesNotExist')
    },
  }
}

function bytes(text: string): number {
  return Buffer.byteLength(text, 'utf8')
}
