import { keyedFingerprints } from '../../../../lib/adapters/fingerprints.ts'
import { sentCodesMemory } from '../../../../lib/adapters/sent-codes-memory.ts'
import type { Attempt } from '../../../../lib/core/attempts.ts'
import { recentAttempts, shortMark } from '../../../../lib/core/attempts.ts'
import { MAX_PER_NUMBER, countCode, judgeBudget } from '../../../../lib/core/code-budget.ts'
import { buildAttempts, parseAttempts } from '../../../../lib/protocol/app-metadata.ts'
import { attemptsMemory } from '../../../../scripts/policy/attempts-memory.ts'
import { codesMemory } from '../../../../scripts/policy/codes-memory.ts'
import { quickFingerprints } from '../../../../scripts/policy/quick-fingerprints.ts'
import { hashAccount, hashNumber, packHash, unpackHash } from '../../../../scripts/policy/short-hash.ts'
import { recordingCache } from '../../../support/recording-cache.ts'
import { seededChance } from '../../../../scripts/policy/seeded-chance.ts'
import { phoneNumber } from '../../../support/values.ts'

const START = Date.parse('2026-03-01T12:00:00Z')
const HOUR_MS = 60 * 60_000
const PER_HOUR = 35
const DAY_MS = 24 * HOUR_MS

describe('R33 codes are remembered as by the memory that ships', () => {
  test('one by one, and the oldest are forgotten as it forgets them', () => {
    const chance = seededChance(1)
    let now = START
    const cache = recordingCache('working', () => new Date(now))
    const [quick, shipped] = [codesMemory(), sentCodesMemory(cache)]
    const seen = new Map<string | undefined, number>()
    for (let asked = 0; asked < 3000; asked += 1) {
      now += [0, 999, 12_345, 60_000, 120_000][chance(5)] ?? 0
      const owner = chance(2) ? `owner${chance(9)}` : ''
      const number = `nn${1000 + chance([3, 100, 100, 2000][chance(4)] ?? 1)}`
      const code = { at: new Date(now), number, block: number.slice(0, 4), owner }
      const refusal = judgeBudget(shipped.read(), code, PER_HOUR)
      expect([asked, quick.judge(code, PER_HOUR)]).toEqual([asked, refusal])
      seen.set(refusal, (seen.get(refusal) ?? 0) + 1)
      if (refusal !== undefined) continue
      quick.count(code)
      shipped.write(countCode(shipped.read(), code))
    }
    expect([...seen.keys()].sort()).toEqual([
      ...['block_budget', 'hour_budget', 'number_budget', 'owner_budget', undefined],
    ])
    expect(seen.get(undefined)).toBeGreaterThan(500)
  })

  test('in whole seconds: what was sent within a second counts to its beginning', () => {
    const [quick, shipped] = [
      codesMemory(),
      sentCodesMemory(recordingCache('working', () => new Date(START))),
    ]
    const code = (ms: number) => ({ at: new Date(START + ms), number: 'number', block: 'bloc', owner: '' })
    for (let sent = 0; sent < MAX_PER_NUMBER; sent += 1) {
      quick.count(code(700))
      shipped.write(countCode(shipped.read(), code(700)))
    }
    for (const ms of [HOUR_MS - 1, HOUR_MS, HOUR_MS + 699, HOUR_MS + 700]) {
      expect([ms, quick.judge(code(ms), 9)]).toEqual([ms, judgeBudget(shipped.read(), code(ms), 9)])
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
      const numbers = chance(3) ? [hashNumber(String(chance(1e9)))] : []
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

  test('of 100,000 accounts, and of as many numbers, no two are taken for one', () => {
    const texts = Array.from({ length: 100_000 }, (_, index) => `+4915${index}`)
    const [accounts, numbers] = [texts.map(hashAccount), texts.map(hashNumber)]
    expect(new Set(accounts).size).toBe(texts.length)
    expect(new Set(numbers).size).toBe(texts.length)
    expect(accounts.every((account) => Number.isSafeInteger(account) && account >= 0)).toBe(true)
    expect(numbers.every((number) => unpackHash(packHash(number)) === number)).toBe(true)
  })
})
