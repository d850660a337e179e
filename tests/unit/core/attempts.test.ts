import type { Attempt } from '../../../lib/core/attempts.ts'
import {
  MAX_ATTEMPTS,
  MAX_NUMBERS,
  isOneNumberTooMany,
  judgeAttempts,
  noteNumber,
  recentAttempts,
  shortMark,
} from '../../../lib/core/attempts.ts'
import { minutesBefore } from '../../support/values.ts'

const NOW = new Date('2026-03-01T12:00:00Z')
const SECOND = 1 / 60
const DAY = 24 * 60

const ago = (minutes: number, ...numbers: string[]): Attempt => ({ at: minutesBefore(NOW, minutes), numbers })
/** So many attempts, the last of them so many minutes ago. */
const tried = (count: number, minutes: number): Attempt[] =>
  Array.from({ length: count }, (_, index) => ago(minutes + index * 0.1)).reverse()

describe('R33 the delay grows, and the tenth attempt locks', () => {
  test.each<[count: number, waitMinutes: number]>([
    [3, 1],
    [4, 2],
    [5, 4],
    [6, 8],
    [7, 16],
    [8, 32],
    [9, 64],
  ])('after %i attempts the next one waits for %i minutes', (count, wait) => {
    expect(judgeAttempts(tried(count, wait - SECOND), NOW)).toBe('too_soon')
    expect(judgeAttempts(tried(count, wait), NOW)).toBe('allowed')
    expect(judgeAttempts(tried(count, wait + SECOND), NOW)).toBe('allowed')
  })

  test.each([0, 1, 2])('after %i attempts nobody waits', (count) => {
    expect(judgeAttempts(tried(count, 0), NOW)).toBe('allowed')
  })

  test.each<[string, number, 'allowed' | 'locked']>([
    ['one below the cap is allowed', MAX_ATTEMPTS - 1, 'allowed'],
    ['at the cap it is locked', MAX_ATTEMPTS, 'locked'],
    ['above the cap it is locked', MAX_ATTEMPTS + 1, 'locked'],
  ])('%s', (_sentence, count, expected) => {
    expect(judgeAttempts(tried(count, 65), NOW)).toBe(expected)
  })

  test('the lock holds for a day after the first of ten, to the second', () => {
    const others = tried(MAX_ATTEMPTS - 1, 65)
    expect(judgeAttempts([ago(DAY - SECOND), ...others], NOW)).toBe('locked')
    expect(judgeAttempts([ago(DAY), ...others], NOW)).toBe('allowed')
  })

  test('the order in which attempts are remembered does not matter', () => {
    expect(judgeAttempts([ago(0.5), ago(90), ago(80)], NOW)).toBe('too_soon')
    expect(judgeAttempts([ago(90), ago(80), ago(0.5)], NOW)).toBe('too_soon')
  })
})

describe('R33 distinct numbers', () => {
  test.each<[string, number, boolean]>([
    ['one below the cap leaves room for another', MAX_NUMBERS - 1, false],
    ['at the cap another is one too many', MAX_NUMBERS, true],
    ['above the cap another is one too many', MAX_NUMBERS + 1, true],
  ])('%s', (_sentence, count, expected) => {
    const attempts = Array.from({ length: count }, (_, index) => ago(60, `n${index}`))
    expect(isOneNumberTooMany(attempts, 'new', NOW)).toBe(expected)
  })

  test('one that was tried already is none more', () => {
    expect(isOneNumberTooMany([ago(3, 'a'), ago(2, 'b'), ago(1, 'c')], 'b', NOW)).toBe(false)
  })

  test('the same number often is one number', () => {
    expect(isOneNumberTooMany([ago(3, 'a'), ago(2, 'a'), ago(1, 'a', 'b')], 'new', NOW)).toBe(false)
  })

  test('those of the day before are forgotten, to the second', () => {
    const others = [ago(2, 'b'), ago(1, 'c')]
    expect(isOneNumberTooMany([ago(DAY - SECOND, 'a'), ...others], 'new', NOW)).toBe(true)
    expect(isOneNumberTooMany([ago(DAY, 'a'), ...others], 'new', NOW)).toBe(false)
  })
})

describe('R33 the number that came back', () => {
  const startedAt = new Date(NOW.getTime() - 5 * 60_000 + 700)

  test.each<[string, Attempt[], Attempt[]]>([
    [
      'is noted at its attempt, which is kept in whole seconds',
      [ago(9, 'a'), ago(5)],
      [ago(9, 'a'), ago(5, 'new')],
    ],
    ['is noted beside the number that was typed before', [ago(5, 'typed')], [ago(5, 'typed', 'new')]],
    ['is noted once', [ago(5, 'new')], [ago(5, 'new')]],
    [
      'brings back an attempt that the platform does not show',
      [ago(9)],
      [ago(9), { at: startedAt, numbers: ['new'] }],
    ],
    ['leaves out what no longer counts', [ago(DAY), ago(5)], [ago(5, 'new')]],
  ])('%s', (_sentence, attempts, expected) => {
    expect(noteNumber(attempts, { startedAt, number: 'new' }, NOW)).toStrictEqual(expected)
  })
})

test('R33 an attempt counts for a day; one in the future is dropped', () => {
  const kept = [ago(DAY - SECOND), ago(0)]
  expect(recentAttempts([ago(DAY), ...kept, ago(-1)], NOW)).toStrictEqual(kept)
})

test('R33 a mark is the beginning of a fingerprint', () => {
  expect(shortMark('0123456789abcdefghijkl')).toBe('0123456789a')
})
