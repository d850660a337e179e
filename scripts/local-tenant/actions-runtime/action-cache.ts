/**
 * `api.cache`: one small store per trigger, with Auth0's limits and error codes.
 *
 * Source: Auth0 docs, customize/actions/limitations (cached data); the default lifetime and the codes as Auth0's
 * own runtime has them.
 */
export type CacheRecord = { value: string; expires_at: number }
export type CacheEntries = { [key: string]: CacheRecord }
export type CacheWrite = { key: string; record: CacheRecord | null }

/** `empty` forgets everything at once; `failing` refuses every write and throws at every read. */
export type CacheMode = 'normal' | 'empty' | 'failing'

export type CacheError = { type: 'error'; code: string }
export type CacheSetResult = { type: 'success'; record: CacheRecord } | CacheError
export type CacheDeleteResult = { type: 'success' } | CacheError

export const CACHE_LIMITS = {
  entries: 20,
  keyBytes: 64,
  valueBytes: 4096,
  totalBytes: 8192,
  /** Milliseconds. */
  defaultLifetime: 15 * 60_000,
  /** Milliseconds. */
  maximumLifetime: 24 * 3_600_000,
} as const

export type CacheApi = {
  get(key: string): CacheRecord | undefined
  set(key: string, value: string, options?: { ttl?: number; expires_at?: number }): CacheSetResult
  delete(key: string): CacheDeleteResult
}

/**
 * @param entries what the trigger's store holds now; changed in place
 * @param writes every accepted change, in order, for the store that outlives the run
 * @param defaultLifetime milliseconds, where an entry has none of its own
 */
export function createCache(
  mode: CacheMode,
  entries: CacheEntries,
  writes: CacheWrite[],
  now: () => number,
  defaultLifetime: number = CACHE_LIMITS.defaultLifetime,
): CacheApi {
  const write = (key: string, record: CacheRecord | null): void => {
    if (mode !== 'empty') applyWrite(entries, { key, record })
    if (mode === 'normal') writes.push({ key, record })
  }
  return {
    get(key) {
      if (mode === 'failing') throw new Error('The cache is unavailable.')
      const record = Object.hasOwn(entries, key) ? entries[key] : undefined
      return mode === 'empty' || record === undefined || record.expires_at <= now()
        ? undefined
        : { ...record }
    },
    set(key, value, options) {
      if (mode === 'failing') return refuse('FailedToSetCacheRecord')
      dropExpired(entries, now())
      const tooBig = findExceededLimit(entries, key, value)
      if (tooBig !== null) return refuse(tooBig)
      const expiry = decideExpiry(now(), defaultLifetime, options)
      if (typeof expiry === 'string') return refuse(expiry)
      const record = { value, expires_at: expiry }
      write(key, record)
      return { type: 'success', record: { ...record } }
    },
    delete(key) {
      if (mode === 'failing') return refuse('FailedToDeleteCacheRecord')
      if (!Object.hasOwn(entries, key)) return refuse('CacheKeyDoesNotExist')
      write(key, null)
      return { type: 'success' }
    },
  }
}

export function applyWrite(entries: CacheEntries, { key, record }: CacheWrite): void {
  if (record === null) delete entries[key]
  else entries[key] = record
}

export function dropExpired(entries: CacheEntries, now: number): void {
  for (const [key, record] of Object.entries(entries)) if (record.expires_at <= now) delete entries[key]
}

function refuse(code: string): CacheError {
  return { type: 'error', code }
}

function findExceededLimit(entries: CacheEntries, key: string, value: string): string | null {
  const bytes = (text: string): number => Buffer.byteLength(text, 'utf8')
  if (bytes(key) > CACHE_LIMITS.keyBytes) return 'CacheKeySizeExceeded'
  if (bytes(value) > CACHE_LIMITS.valueBytes) return 'CacheValueSizeExceeded'
  const others = Object.entries(entries).filter(([other]) => other !== key)
  const total = others.reduce((sum, [other, record]) => sum + bytes(other) + bytes(record.value), 0)
  if (total + bytes(key) + bytes(value) > CACHE_LIMITS.totalBytes) return 'CacheSizeExceeded'
  // The documented maximum of entries has no code of its own.
  return others.length + 1 > CACHE_LIMITS.entries ? 'CacheSizeExceeded' : null
}

function decideExpiry(
  now: number,
  defaultLifetime: number,
  options: { ttl?: number; expires_at?: number } | undefined,
): number | 'InvalidExpiry' | 'ItemAlreadyExpired' {
  const { ttl, expires_at } = options ?? {}
  const wishes: number[] = []
  if (ttl !== undefined) wishes.push(now + Math.floor(ttl))
  if (expires_at !== undefined) wishes.push(Math.floor(expires_at))
  // `ttl: '60000'` would become a far future by concatenation; only real numbers are times.
  if ([ttl, expires_at].some((wish) => wish !== undefined && typeof wish !== 'number')) return 'InvalidExpiry'
  if (!wishes.every(Number.isSafeInteger)) return 'InvalidExpiry'
  const expiry = wishes.length > 0 ? Math.min(...wishes) : now + defaultLifetime
  if (expiry <= now) return 'ItemAlreadyExpired'
  return Math.min(expiry, now + CACHE_LIMITS.maximumLifetime)
}
