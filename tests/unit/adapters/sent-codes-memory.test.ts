import { keyedFingerprints } from '../../../lib/adapters/fingerprints.ts'
import type { PlatformCache } from '../../../lib/adapters/sealed-cache.ts'
import { sentCodesMemory } from '../../../lib/adapters/sent-codes-memory.ts'
import type { SentCode } from '../../../lib/core/code-budget.ts'
import { NO_CODES, countCode } from '../../../lib/core/code-budget.ts'
import { buildCorrelationId, parseCorrelationId } from '../../../lib/protocol/correlation-id.ts'
import { MARK_LENGTHS } from '../../../lib/protocol/sent-codes.ts'
import { recordingCache } from '../../support/recording-cache.ts'
import { phoneNumber, userId } from '../../support/values.ts'

const NOW = new Date('2026-03-01T12:00:00Z')
const DAY = 24 * 60 * 60_000
const code: SentCode = { at: NOW, number: '012345', block: '0123', owner: '' }
const one = countCode(NO_CODES, code)

describe('what was sent', () => {
  test('is there for the next run, in the same cache', () => {
    const cache = recordingCache('working', () => NOW)
    sentCodesMemory(cache).write(one)
    expect(sentCodesMemory(cache).read()).toEqual(one)
  })

  test('R33 is kept for a day after the latest code', () => {
    let time = NOW
    const memory = sentCodesMemory(recordingCache('working', () => time))
    memory.write(one)
    time = new Date(NOW.getTime() + DAY - 1)
    expect(memory.read()).toEqual(one)
    time = new Date(NOW.getTime() + DAY)
    expect(memory.read()).toEqual(NO_CODES)
  })

  test('fits the cache at its fullest, beside the longest value that the cache takes', () => {
    const cache = recordingCache('working', () => NOW)
    expect(cache.set('management companion', 'x'.repeat(4096)).type).toBe('success')
    const times = Array.from({ length: 3000 }, (_, index) => new Date(NOW.getTime() + index * 20_000))
    const full = times.map((at) => ({ ...code, at, owner: '012345' })).reduce(countCode, NO_CODES)
    const memory = sentCodesMemory(cache)
    memory.write(full)
    expect(memory.read().latest).toHaveLength(150)
    expect(memory.read().counts).toEqual(full.counts)
  })
})

describe('R63 a cache', () => {
  test.each(['empty', 'failing'] as const)('that is %s only forgets', (mode) => {
    const memory = sentCodesMemory(recordingCache(mode, () => NOW))
    expect(() => memory.write(one)).not.toThrow()
    expect(memory.read()).toEqual(NO_CODES)
  })

  test('that throws at every call only forgets', () => {
    const broken = (): never => {
      throw new Error('gone')
    }
    const memory = sentCodesMemory({ get: broken, set: broken })
    expect(() => memory.write(one)).not.toThrow()
    expect(memory.read()).toEqual(NO_CODES)
  })

  test('that holds something else under the name only forgets', () => {
    const memory = sentCodesMemory({ get: () => ({ value: '{"v":1}' }), set: () => undefined })
    expect(memory.read()).toEqual(NO_CODES)
  })
})

test('R33 R43 neither a number nor a user id can be read in the cache, nor found without the key', () => {
  const kept: string[] = []
  const cache: PlatformCache = { get: () => undefined, set: (key, value) => kept.push(key, value) }
  const keepBy = (key: string) => {
    const fingerprints = keyedFingerprints(key)
    const phone = phoneNumber('+4915112345678')
    const ticket = parseCorrelationId(buildCorrelationId(userId('email|ada'), NOW, key), key)
    sentCodesMemory(cache).write(
      countCode(NO_CODES, {
        at: NOW,
        number: fingerprints.of(phone).slice(0, MARK_LENGTHS.number),
        block: fingerprints.ofBlock(phone).slice(0, MARK_LENGTHS.block),
        owner: ticket?.owner.slice(0, MARK_LENGTHS.owner) ?? '',
      }),
    )
    return kept.at(-1)
  }
  expect(keepBy('a key of this tenant')).not.toBe(keepBy('a key of another tenant'))
  expect(kept.join('\n')).not.toMatch(/5678|1511|1234|ada/i)
})
