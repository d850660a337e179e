import { keyedFingerprints } from '../../../../lib/adapters/fingerprints.ts'
import { sentCodesMemory } from '../../../../lib/adapters/sent-codes-memory.ts'
import type { Attempt } from '../../../../lib/core/attempts.ts'
import { recentAttempts, shortMark } from '../../../../lib/core/attempts.ts'
import { countCode } from '../../../../lib/core/code-budget.ts'
import { buildAttempts, parseAttempts } from '../../../../lib/protocol/app-metadata.ts'
import { attemptsMemory } from '../../../../scripts/policy/attempts-memory.ts'
import { codesMemory } from '../../../../scripts/policy/codes-memory.ts'
import { quickFingerprints } from '../../../../scripts/policy/quick-fingerprints.ts'
import { shortHash } from '../../../../scripts/policy/short-hash.ts'
import { recordingCache } from '../../../support/recording-cache.ts'
import { seededChance } from '../../../support/random-numbers.ts'
import { phoneNumber } from '../../../support/values.ts'

const START = Date.parse('2026-03-01T12:00:00Z')
const HOUR_MS = 60 * 60_000
const DAY_MS = 24 * HOUR_MS

describe('R33 codes are remembered as by the memory that ships', () => {
  test('one by one, and the oldest are forgotten as it forgets them', () => {
    const chance = seededChance(1)
    let now = START
    const cache = recordingCache('working', () => new Date(now))
    const [quick, shipped] = [codesMemory(), sentCodesMemory(cache)]
    for (let sent = 0; sent < 500; sent += 1) {
      now += chance(600_000)
      const mark = String(100_000 + chance(50))
      const code = { at: new Date(now), number: mark, block: mark.slice(0, 4), owner: chance(2) ? mark : '' }
      for (const memory of [quick, shipped]) memory.write(countCode(memory.read(), code))
      expect(quick.read()).toEqual(shipped.read())
    }
  })
})

describe('R33 attempts are remembered as by the account', () => {
  test('of many users, one by one', () => {
    const chance = seededChance(2)
    const memory = attemptsMemory()
    const accounts = new Map<string, Attempt[]>()
    let now = START
    for (let made = 0; made < 8000; made += 1) {
      now += chance(40_000)
      const at = new Date(now)
      const user = `auth0|${chance(chance(2) ? 50 : 4000)}`
      const numbers = chance(3) ? [shortMark(chance(1e9).toString(36))] : []
      const before = accounts.get(user) ?? []
      expect(recentAttempts(memory.of(user), at)).toEqual(recentAttempts(before, at))
      memory.add(user, { at, numbers })
      accounts.set(user, parseAttempts(buildAttempts([...recentAttempts(before, at), { at, numbers }])))
    }
    // It had to grow, and it had to forget.
    expect(memory.room()).toBeGreaterThan(1024)
    expect(memory.size()).toBeLessThan(8000)
  })

  test('what no longer counts takes no room, however long the file', () => {
    const memory = attemptsMemory()
    for (let hour = 0; hour < 24 * 365; hour += 1) {
      for (let index = 0; index < 10; index += 1) {
        memory.add(`auth0|${hour}|${index}`, { at: new Date(START + hour * HOUR_MS), numbers: [] })
      }
    }
    expect(memory.size()).toBe(240)
    expect(memory.room()).toBe(1024)
  })

  test('an attempt is held for a day, to the second', () => {
    const memory = attemptsMemory()
    const add = (ms: number, user = 'other') => memory.add(user, { at: new Date(START + ms), numbers: [] })
    add(0, 'ada')
    add(DAY_MS - 1000)
    expect(memory.of('ada')).toHaveLength(1)
    add(DAY_MS)
    expect(memory.of('ada')).toEqual([])
    expect(memory.of('other')).toHaveLength(2)
  })
})

describe('T16 numbers are told apart as by the fingerprints that ship', () => {
  const pairs = [
    ['+4915112345678', '+4915112345678'],
    ['+4915112345678', '+4915112345679'],
    ['+4915112345678', '+4915112340000'],
    ['+4915112345678', '+4915112355678'],
    ['+4915112345678', '+49151123456789'],
    ['+447400123456', '+447400129999'],
  ] as const
  test.each(pairs)('%s and %s', (one, other) => {
    const [quick, shipped] = [quickFingerprints(), keyedFingerprints('a key')]
    const [first, second] = [phoneNumber(one), phoneNumber(other)]
    expect(quick.of(first) === quick.of(second)).toBe(shipped.of(first) === shipped.of(second))
    expect(quick.ofBlock(first) === quick.ofBlock(second)).toBe(
      shipped.ofBlock(first) === shipped.ofBlock(second),
    )
    expect(shortMark(quick.of(first))).toBe(quick.of(first))
  })

  test('of 100,000 texts no two have the same short hash', () => {
    const hashes = Array.from({ length: 100_000 }, (_, index) => shortHash(`auth0|${index}`))
    expect(new Set(hashes).size).toBe(hashes.length)
    expect(hashes.every((hash) => Number.isSafeInteger(hash) && hash >= 0)).toBe(true)
  })
})
