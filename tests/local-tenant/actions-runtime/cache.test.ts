import {
  CACHE_LIMITS,
  createCache,
  type CacheApi,
  type CacheMode,
} from '../../../scripts/local-tenant/actions-runtime/action-cache.ts'
import { actionBench, claimsOf, onLogin } from './action-bench.ts'

const NOW = Date.parse('2026-01-01T00:00:00Z')

function cacheAt(time: { now: number } = { now: NOW }, mode: CacheMode = 'normal'): CacheApi {
  return createCache(mode, {}, [], () => time.now)
}

function fill(cache: CacheApi, count: number, value: string): string[] {
  return Array.from({ length: count }, (_, index) => {
    const result = cache.set(`key-${String(index).padStart(2, '0')}`, value)
    return result.type === 'error' ? result.code : result.type
  })
}

describe('limits of the cache', () => {
  test.each([
    ['a key of 64 bytes', 'k'.repeat(64), 'v', 'success'],
    ['a key of 65 bytes', 'k'.repeat(65), 'v', 'CacheKeySizeExceeded'],
    ['a key of 33 letters of two bytes', 'é'.repeat(33), 'v', 'CacheKeySizeExceeded'],
    ['a value of 4096 bytes', 'k', 'v'.repeat(4096), 'success'],
    ['a value of 4097 bytes', 'k', 'v'.repeat(4097), 'CacheValueSizeExceeded'],
  ])('%s', (_name, key, value, outcome) => {
    const result = cacheAt().set(key, value)
    expect(result.type === 'error' ? result.code : result.type).toBe(outcome)
  })

  test('20 entries are kept, and a 21st is not', () => {
    const outcomes = fill(cacheAt(), 21, 'v')
    expect(outcomes).toEqual([...Array<string>(20).fill('success'), 'CacheSizeExceeded'])
  })

  test('8192 bytes of keys and values are kept, and one more is not', () => {
    const cache = cacheAt()
    cache.set('a', 'v'.repeat(4095))
    cache.set('b', 'v'.repeat(4094))
    expect(cache.set('c', '')).toMatchObject({ type: 'success' })
    expect(cache.set('c', 'v')).toEqual({ type: 'error', code: 'CacheSizeExceeded' })
  })

  test('replacing an entry counts its new size only', () => {
    const cache = cacheAt()
    cache.set('a', 'v'.repeat(4096))
    cache.set('b', 'v'.repeat(4000))
    expect(cache.set('a', 'v'.repeat(4096))).toMatchObject({ type: 'success' })
  })
})

describe('lifetimes in the cache', () => {
  test.each([
    ['15 minutes when nothing is said', undefined, CACHE_LIMITS.defaultLifetime],
    ['as many milliseconds as said', { ttl: 1000 }, 1000],
    ['the earlier of both wishes', { ttl: 5000, expires_at: NOW + 1000 }, 1000],
    ['24 hours at most', { ttl: 90_000_000 }, CACHE_LIMITS.maximumLifetime],
  ])('an entry lives %s', (_name, options, lifetime) => {
    const time = { now: NOW }
    const cache = cacheAt(time)
    expect(cache.set('k', 'v', options)).toEqual({
      type: 'success',
      record: { value: 'v', expires_at: NOW + lifetime },
    })
    time.now = NOW + lifetime - 1
    expect(cache.get('k')?.value).toBe('v')
    time.now = NOW + lifetime
    expect(cache.get('k')).toBeUndefined()
  })

  test.each([
    [{ ttl: Number.NaN }, 'InvalidExpiry'],
    [{ ttl: '1000' as unknown as number }, 'InvalidExpiry'],
    [{ expires_at: Number.POSITIVE_INFINITY }, 'InvalidExpiry'],
    [{ ttl: 0 }, 'ItemAlreadyExpired'],
    [{ expires_at: NOW - 1 }, 'ItemAlreadyExpired'],
  ])('%j is refused with %s', (options, code) => {
    expect(cacheAt().set('k', 'v', options)).toEqual({ type: 'error', code })
  })

  test('an entry that is not there cannot be deleted', () => {
    const cache = cacheAt()
    expect(cache.delete('constructor')).toEqual({ type: 'error', code: 'CacheKeyDoesNotExist' })
    cache.set('k', 'v')
    expect(cache.delete('k')).toEqual({ type: 'success' })
    expect(cache.get('k')).toBeUndefined()
  })
})

describe('the cache that Actions of a trigger share', () => {
  const writer = onLogin(`if (event.write) api.cache.set('k', 'v', { ttl: 60000 })`)
  const reader = onLogin(`api.idToken.setCustomClaim('found', api.cache.get('k')?.value ?? null)`)

  test('a later Action and a later login find what one has set', async () => {
    const { login } = actionBench([writer, reader])
    expect(claimsOf(await login({ event: { write: true } }))).toEqual({ found: 'v' })
    expect(claimsOf(await login())).toEqual({ found: 'v' })
  })

  test('an entry is gone when the clock of the tenant has passed its end', async () => {
    const { login, clock } = actionBench([writer, reader])
    await login({ event: { write: true } })
    clock.advance(61)
    expect(claimsOf(await login())).toEqual({ found: null })
  })

  test('R63 a cache that is always empty accepts everything and keeps nothing', async () => {
    const { login, runtime } = actionBench([
      onLogin(`
        api.idToken.setCustomClaim('set', api.cache.set('k', 'v').type)
        api.idToken.setCustomClaim('get', api.cache.get('k') ?? null)`),
    ])
    runtime.setCacheMode('empty')
    expect(claimsOf(await login())).toEqual({ set: 'success', get: null })
  })

  test('R63 a cache that always fails refuses writes and throws at reads', async () => {
    const { login, runtime } = actionBench([
      onLogin(`
        api.idToken.setCustomClaim('set', api.cache.set('k', 'v'))
        try { api.cache.get('k') } catch (error) { api.idToken.setCustomClaim('get', error.message) }`),
    ])
    runtime.setCacheMode('failing')
    expect(claimsOf(await login())).toEqual({
      set: { type: 'error', code: 'FailedToSetCacheRecord' },
      get: 'The cache is unavailable.',
    })
  })
})
