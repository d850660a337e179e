import type { BudgetRefusal, SentCode, SentCodes } from '../../../lib/core/code-budget.ts'
import {
  MAX_PER_BLOCK,
  MAX_PER_NUMBER,
  MAX_PER_OWNER,
  NO_CODES,
  countCode,
  judgeBudget,
  uncountCode,
} from '../../../lib/core/code-budget.ts'
import { MAX_NUMBERS } from '../../../lib/core/attempts.ts'
import { minutesBefore } from '../../support/values.ts'

const NOW = new Date('2026-03-01T12:00:00Z')
const SECOND = 1 / 60
const MILLISECOND = SECOND / 1000
const HOUR = 60
const DAY = 24 * HOUR

const next: SentCode = { at: NOW, number: 'n', block: 'b', owner: 'ada' }
/** A code that shares nothing with the next one, but for what is said. */
const ago = (minutes: number, facts: Partial<SentCode> = {}): SentCode => ({
  ...{ number: 'other', block: 'elsewhere', owner: '' },
  ...{ at: minutesBefore(NOW, minutes), ...facts },
})
const times = (count: number, code: (index: number) => SentCode): SentCode[] =>
  Array.from({ length: count }, (_, index) => code(index))
const toNumber = (count: number, minutes = 1) => times(count, () => ago(minutes, { number: 'n' }))
const toBlock = (count: number, minutes = 1) =>
  times(count, (index) => ago(minutes, { number: `b${index}`, block: 'b' }))
const byOwner = (count: number, minutes = 1) => times(count, () => ago(minutes, { owner: 'ada' }))
/** One code to each of so many numbers, by the owner. */
const numbersOf = (count: number, minutes = 90) =>
  times(count, (index) => ago(minutes, { owner: 'ada', number: `n${index}` }))

/** What was sent, counted one by one. */
const remember = (codes: readonly SentCode[]): SentCodes => codes.reduce(countCode, NO_CODES)
/** The same, as if each had been counted at its own time, whatever was forgotten since. */
const known = (latest: SentCode[]): SentCodes => ({ latest, counts: [] })

type Row = [sentence: string, codes: SentCode[], expected: BudgetRefusal | undefined]

describe('R33 T18 codes to one number, whoever asks', () => {
  test.each<Row>([
    ['one below the limit leave room for one', toNumber(MAX_PER_NUMBER - 1), undefined],
    ['at the limit there is none', toNumber(MAX_PER_NUMBER), 'number_budget'],
    ['over the limit there is none', toNumber(MAX_PER_NUMBER + 1), 'number_budget'],
    ['a second short of an hour ago still count', toNumber(5, HOUR - SECOND), 'number_budget'],
    ['of an hour ago are forgotten', toNumber(5, HOUR), undefined],
    ['a second longer ago are forgotten', toNumber(5, HOUR + SECOND), undefined],
    [
      'by five accounts are five',
      times(5, (index) => ago(1, { number: 'n', owner: `o${index}` })),
      'number_budget',
    ],
    [
      'by people who sign in count like those by accounts',
      [...toNumber(3), ...times(2, () => ago(1, { number: 'n', owner: 'ada' }))],
      'number_budget',
    ],
    ['to another number are no matter', times(5, () => ago(1)), undefined],
  ])('%s', (_sentence, codes, expected) => {
    expect(judgeBudget(known(codes), next, undefined)).toBe(expected)
  })
})

describe('R33 codes by one owner', () => {
  test.each<Row>([
    ['one below the limit leave room for one', byOwner(MAX_PER_OWNER - 1), undefined],
    ['at the limit there is none', byOwner(MAX_PER_OWNER), 'owner_budget'],
    ['over the limit there is none', byOwner(MAX_PER_OWNER + 1), 'owner_budget'],
    ['a second short of a day ago still count', byOwner(10, DAY - SECOND), 'owner_budget'],
    ['of a day ago are forgotten', byOwner(10, DAY), undefined],
    ['a second longer ago are forgotten', byOwner(10, DAY + SECOND), undefined],
    ['to two numbers leave room for a third', numbersOf(MAX_NUMBERS - 1), undefined],
    ['to three numbers leave room for no fourth', numbersOf(MAX_NUMBERS), 'owner_budget'],
    ['to four numbers leave room for no fifth', numbersOf(MAX_NUMBERS + 1), 'owner_budget'],
    [
      'to three numbers leave room for one of them',
      [...numbersOf(2), ago(90, { owner: 'ada', number: 'n' })],
      undefined,
    ],
    ['to three numbers a second short of a day ago', numbersOf(3, DAY - SECOND), 'owner_budget'],
    ['to three numbers a day ago are forgotten', numbersOf(3, DAY), undefined],
    ['of another owner are no matter', times(10, () => ago(90, { owner: 'bob' })), undefined],
  ])('%s', (_sentence, codes, expected) => {
    expect(judgeBudget(known(codes), next, undefined)).toBe(expected)
  })

  test('of nobody are not those of one owner: whoever signs in by phone shares no budget', () => {
    const signIn = { ...next, owner: '' }
    const codes = times(30, (index) => ago(90, { number: `n${index}` }))
    expect(judgeBudget(known(codes), signIn, undefined)).toBeUndefined()
  })
})

describe('T16 codes to one block of ten thousand numbers', () => {
  test.each<Row>([
    ['one below the limit leave room for one', toBlock(MAX_PER_BLOCK - 1), undefined],
    ['at the limit there is none', toBlock(MAX_PER_BLOCK), 'block_budget'],
    ['over the limit there is none', toBlock(MAX_PER_BLOCK + 1), 'block_budget'],
    ['a second short of an hour ago still count', toBlock(20, HOUR - SECOND), 'block_budget'],
    ['of an hour ago are forgotten', toBlock(20, HOUR), undefined],
    [
      'by as many accounts are as many',
      toBlock(20).map((code, i) => ({ ...code, owner: `o${i}` })),
      'block_budget',
    ],
    ['to another block are no matter', times(20, () => ago(1)), undefined],
  ])('%s', (_sentence, codes, expected) => {
    expect(judgeBudget(known(codes), next, undefined)).toBe(expected)
  })
})

describe('R35 codes that all people together may be sent', () => {
  const PER_HOUR = 7
  const apart = (count: number, minutes = 1) =>
    times(count, (index) => ago(minutes, { number: `n${index}`, block: `b${index}` }))

  test.each<Row>([
    ['one below the limit leave room for one', apart(PER_HOUR - 1), undefined],
    ['at the limit there is none', apart(PER_HOUR), 'hour_budget'],
    ['over the limit there is none', apart(PER_HOUR + 1), 'hour_budget'],
    ['a second short of an hour ago still count', apart(PER_HOUR, HOUR - SECOND), 'hour_budget'],
    ['of an hour ago are forgotten', apart(PER_HOUR, HOUR + SECOND), undefined],
    [
      'count though they were sent at different times',
      [...apart(3, 59), ...apart(3, 31), ...apart(1, 1)],
      'hour_budget',
    ],
  ])('%s', (_sentence, codes, expected) => {
    expect(judgeBudget(remember(codes), next, PER_HOUR)).toBe(expected)
  })

  test.each<Row>([
    ['up to five minutes too long', apart(PER_HOUR, HOUR), 'hour_budget'],
    ['no longer', apart(PER_HOUR, HOUR + SECOND), undefined],
  ])('are counted five minutes at a time, so they count %s', (_sentence, codes, expected) => {
    const late = ago(-5 + SECOND)
    expect(judgeBudget(remember(codes), late, PER_HOUR)).toBe(expected)
  })

  test('are not limited if no limit is set', () => {
    expect(judgeBudget(remember(apart(500)), next, undefined)).toBeUndefined()
  })

  test('a limit of none lets none out', () => {
    expect(judgeBudget(NO_CODES, next, 0)).toBe('hour_budget')
  })

  test('are counted beyond those that are remembered one by one', () => {
    const { counts } = remember(apart(500))
    expect(judgeBudget({ latest: [], counts }, next, 500)).toBe('hour_budget')
    expect(judgeBudget({ latest: [], counts }, next, 501)).toBeUndefined()
  })

  test('T16 within no hour are more than the limit, whenever they are asked for', () => {
    const sent: number[] = []
    let memory = NO_CODES
    // Somebody who knows the rule asks in bursts of any size, around every turn.
    for (let second = 0; second < 4 * 3600; second += 7) {
      const burst = second % 3600 < 120 || second % 3600 > 3480 ? 3 : 1
      for (let index = 0; index < burst; index += 1) {
        const code = ago(-second / 60, { number: `${second} ${index}`, block: `${second}` })
        if (judgeBudget(memory, code, 100) !== undefined) continue
        memory = countCode(memory, code)
        sent.push(second)
      }
    }
    const most = Math.max(...sent.map((from) => sent.filter((at) => at >= from && at < from + 3600).length))
    expect(most).toBe(100)
    expect(sent.length).toBeGreaterThan(300)
  })
})

describe('R33 the first that applies is named', () => {
  const both = (...codes: SentCode[][]) => codes.flat()
  test.each<Row>([
    ['the number before the owner', both(toNumber(5), byOwner(10)), 'number_budget'],
    ['the number before the block', both(toNumber(5), toBlock(20)), 'number_budget'],
    ['the number before the hour', toNumber(5), 'number_budget'],
    ['the owner before the block', both(byOwner(10), toBlock(20)), 'owner_budget'],
    ['the owner before the hour', byOwner(10), 'owner_budget'],
    ['a fourth number before the block', both(numbersOf(3), toBlock(20)), 'owner_budget'],
    ['the block before the hour', toBlock(20), 'block_budget'],
  ])('%s', (_sentence, codes, expected) => {
    expect(judgeBudget(remember(codes), next, 1)).toBe(expected)
  })
})

describe('T30 a clock that is ahead', () => {
  test.each<Row>([
    ['by a moment forgets nothing', toNumber(5, -MILLISECOND), 'number_budget'],
    ['by five minutes forgets nothing', toNumber(5, -5), 'number_budget'],
    ['by more is not believed', toNumber(5, -5 - SECOND), undefined],
  ])('%s', (_sentence, codes, expected) => {
    expect(judgeBudget(known(codes), next, undefined)).toBe(expected)
  })

  test('loses no count to a clock that is behind', () => {
    const ahead = remember(times(6, () => ago(-MILLISECOND)))
    expect(judgeBudget(countCode(ahead, ago(0)), next, 7)).toBe('hour_budget')
    expect(countCode(ahead, ago(0)).latest).toHaveLength(7)
  })
})

describe('R33 what is remembered', () => {
  test('a code stands last', () => {
    const codes = [ago(2), ago(1), next]
    expect(remember(codes).latest).toStrictEqual(codes)
  })

  test('is forgotten after a day, to the second', () => {
    const kept = ago(DAY - SECOND)
    const { latest } = countCode(known([ago(DAY + SECOND), ago(DAY), kept]), next)
    expect(latest).toStrictEqual([kept, next])
  })

  test('counts are few, and those that no longer count are forgotten', () => {
    const everyMinute = times(DAY, (index) => ago(DAY - index))
    expect(remember(everyMinute).counts.length).toBeLessThanOrEqual(14)
  })

  test('codes of five minutes are one count, which begins with them', () => {
    expect(remember([ago(5), ago(4), ago(SECOND), ago(0)]).counts).toStrictEqual([
      { startedAt: minutesBefore(NOW, 5), count: 3 },
      { startedAt: NOW, count: 1 },
    ])
  })

  test('nothing is changed in place', () => {
    const before = remember([ago(1)])
    const copy = structuredClone(before)
    countCode(before, next)
    uncountCode(before, ago(1))
    expect(before).toStrictEqual(copy)
  })
})

describe('R33 a code that will be tried again is taken back', () => {
  const others = [ago(70), ago(2)]

  test('as if it had never been', () => {
    const before = remember(others)
    const after = uncountCode(countCode(before, next), next)
    expect(after.latest).toStrictEqual(before.latest)
    expect(judgeBudget(after, next, 2)).toBeUndefined()
    expect(judgeBudget(after, next, 1)).toBe('hour_budget')
  })

  test('though the memory has kept its time in whole seconds', () => {
    const exact = { ...next, at: new Date(NOW.getTime() + 999) }
    expect(uncountCode(remember([...others, next]), exact).latest).toStrictEqual(others)
  })

  test('once: the other of two that are alike stays', () => {
    expect(uncountCode(remember([next, next]), next)).toStrictEqual(remember([next]))
  })

  test.each<[string, Partial<SentCode>]>([
    ['number', { number: 'other' }],
    ['block', { block: 'other' }],
    ['owner', { owner: 'other' }],
    ['time, by a second', { at: new Date(NOW.getTime() + 1000) }],
  ])('but not one of another %s', (_fact, facts) => {
    const memory = remember([next])
    expect(uncountCode(memory, { ...next, ...facts })).toStrictEqual(memory)
  })

  test('leaves the counts of later ones alone', () => {
    const early = ago(10)
    const memory = uncountCode(remember([early, ago(1)]), early)
    expect(judgeBudget(memory, next, 1)).toBe('hour_budget')
    expect(judgeBudget(memory, next, 2)).toBeUndefined()
  })

  test('from a memory that has lost its count, leaves none that is negative', () => {
    expect(uncountCode(known([next]), next).counts).toStrictEqual([{ startedAt: NOW, count: 0 }])
  })
})
