import type { PlatformCache } from '../../../lib/adapters/sealed-cache.ts'
import { sealedCache } from '../../../lib/adapters/sealed-cache.ts'
import { recordingCache } from '../../support/recording-cache.ts'

const NAME = 'management companion'
const VALUE = 'a Management token 🔑'

/** A platform cache that lets the test see and change what is kept. */
function openCache(): PlatformCache & { kept: Map<string, string>; ttls: number[] } {
  const kept = new Map<string, string>()
  const ttls: number[] = []
  return {
    kept,
    ttls,
    get: (key) => (kept.has(key) ? { value: kept.get(key) ?? '' } : undefined),
    set: (key, value, { ttl }) => {
      ttls.push(ttl)
      kept.set(key, value)
    },
  }
}

describe('the sealed cache', () => {
  test('gives back what was put in, and keeps its lifetime', () => {
    const platform = openCache()
    const cache = sealedCache(platform, 'secret')
    cache.set(NAME, VALUE, 60_000)
    expect(cache.get(NAME)).toBe(VALUE)
    expect(platform.ttls).toEqual([60_000])
  })

  test('R07 nothing readable reaches the platform, and equal values look different', () => {
    const platform = openCache()
    const cache = sealedCache(platform, 'secret')
    cache.set('a', VALUE, 1000)
    cache.set('b', VALUE, 1000)
    const [first, second] = [...platform.kept.values()]
    expect(Buffer.from(first ?? '', 'base64').toString()).not.toContain('Management')
    expect(first).not.toBe(second)
  })

  test('a Management token of four kilobytes less the seal fits the platform', () => {
    const platform = openCache()
    sealedCache(platform, 'secret').set(NAME, 'x'.repeat(3000), 1000)
    expect(platform.kept.get(NAME)?.length).toBeLessThanOrEqual(4096)
  })

  const damages: [string, (sealed: Buffer) => Buffer][] = [
    ['a changed value', (sealed) => flip(sealed, sealed.length - 1)],
    ['a changed tag', (sealed) => flip(sealed, 12)],
    ['a changed start', (sealed) => flip(sealed, 0)],
    ['a value cut short', (sealed) => sealed.subarray(0, sealed.length - 1)],
    ['a tag cut short', (sealed) => sealed.subarray(0, 16)],
    ['nothing left', () => Buffer.alloc(0)],
    ['plain text', () => Buffer.from('a token that another Action slipped in')],
  ]
  test.each(damages)('R63 %s counts as forgotten', (_name, damage) => {
    const platform = openCache()
    const cache = sealedCache(platform, 'secret')
    cache.set(NAME, VALUE, 1000)
    const sealed = Buffer.from(platform.kept.get(NAME) ?? '', 'base64')
    platform.kept.set(NAME, damage(sealed).toString('base64'))
    expect(cache.get(NAME)).toBeUndefined()
  })

  test('a value moved to another name counts as forgotten', () => {
    const platform = openCache()
    const cache = sealedCache(platform, 'secret')
    cache.set('mine', VALUE, 1000)
    platform.kept.set('jwks host', platform.kept.get('mine') ?? '')
    expect(cache.get('jwks host')).toBeUndefined()
  })

  test('a value with a cut tag counts as forgotten', () => {
    const platform = openCache()
    const cache = sealedCache(platform, 'secret')
    cache.set(NAME, '', 1000)
    const [name, sealed] = [...platform.kept][0] ?? []
    platform.kept.set(
      name ?? '',
      Buffer.from(sealed ?? '', 'base64')
        .subarray(0, 16)
        .toString('base64'),
    )
    expect(cache.get(NAME)).toBeUndefined()
  })

  test('a value sealed with another secret counts as forgotten', () => {
    const platform = openCache()
    sealedCache(platform, 'old secret').set(NAME, VALUE, 1000)
    expect(sealedCache(platform, 'new secret').get(NAME)).toBeUndefined()
  })

  test.each(['empty', 'failing'] as const)('R63 a platform cache that is %s only forgets', (mode) => {
    const cache = sealedCache(
      recordingCache(mode, () => new Date(0)),
      'secret',
    )
    expect(() => cache.set(NAME, VALUE, 1000)).not.toThrow()
    expect(cache.get(NAME)).toBeUndefined()
  })

  test('R63 a platform cache that throws at every call only forgets', () => {
    const broken = (): never => {
      throw new Error('gone')
    }
    const cache = sealedCache({ get: broken, set: broken }, 'secret')
    expect(() => cache.set(NAME, VALUE, 1000)).not.toThrow()
    expect(cache.get(NAME)).toBeUndefined()
  })
})

function flip(bytes: Buffer, index: number): Buffer {
  const changed = Buffer.from(bytes)
  changed[index] = (changed[index] ?? 0) ^ 1
  return changed
}
