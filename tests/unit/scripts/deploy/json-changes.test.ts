import {
  addChanges,
  changesBetween,
  hashOf,
  holds,
  isOurs,
  takeBack,
} from '../../../../scripts/deploy/json-changes.ts'
import type { JsonObject } from '../../../../scripts/local-tenant/json.ts'

const BEFORE: JsonObject = { name: 'sms', disable_signup: true, totp: { length: 6 }, list: [1, 2] }
const AFTER: JsonObject = {
  name: 'sms',
  disable_signup: false,
  totp: { length: 6, time_step: 180 },
  list: [2],
  text: '{{ code }}',
}

test('changes say what was there, and only a hash of what was set', () => {
  expect(changesBetween(BEFORE, AFTER)).toEqual([
    { path: ['disable_signup'], before: true, after: hashOf(false) },
    { path: ['totp', 'time_step'], after: hashOf(180) },
    { path: ['list'], before: [1, 2], after: hashOf([2]) },
    { path: ['text'], after: hashOf('{{ code }}') },
  ])
  expect(JSON.stringify(changesBetween(BEFORE, AFTER))).not.toContain('{{ code }}')
  expect(changesBetween(AFTER, AFTER)).toEqual([])
})

test('what was set is taken back to the letter', () => {
  const back = takeBack(AFTER, changesBetween(BEFORE, AFTER))
  expect(JSON.stringify(back)).toBe(JSON.stringify(BEFORE))
})

test('an object that was empty before stays, and one that was not there goes', () => {
  for (const before of [{ totp: {} }, {}] as JsonObject[]) {
    const after: JsonObject = { totp: { length: 6 } }
    expect(takeBack(after, changesBetween(before, after))).toEqual(before)
  }
})

test('what somebody has changed since stays theirs', () => {
  const changes = changesBetween(BEFORE, AFTER)
  expect(takeBack({ ...AFTER, text: 'Theirs', totp: 'theirs' }, changes)).toEqual({
    ...{ name: 'sms', disable_signup: true, totp: 'theirs', list: [1, 2], text: 'Theirs' },
  })
  expect(isOurs(AFTER, ['text'], changes)).toBe(true)
  expect(isOurs({ ...AFTER, text: 'Theirs' }, ['text'], changes)).toBe(false)
  expect(isOurs(AFTER, ['name'], changes)).toBe(false)
})

describe('of a value that is set again', () => {
  const set = (before: JsonObject, after: JsonObject) => changesBetween(before, after)
  const first = set({ on: false }, { on: 'ours' })

  test('what was there before the first time counts', () => {
    const all = addChanges(first, set({ on: 'ours' }, { on: 'ours, later' }))
    expect(takeBack({ on: 'ours, later' }, all)).toEqual({ on: false })
  })

  test('what somebody had set in between counts', () => {
    const all = addChanges(first, set({ on: 'theirs' }, { on: 'ours' }))
    expect(takeBack({ on: 'ours' }, all)).toEqual({ on: 'theirs' })
  })

  test('other values stay remembered', () => {
    const all = addChanges(first, set({}, { more: 1 }))
    expect(takeBack({ on: 'ours', more: 1 }, all)).toEqual({ on: false })
  })
})

test.each<[string, JsonObject, JsonObject, boolean]>([
  ['more than is wanted', { a: 1, b: { c: 2, d: 3 } }, { b: { c: 2 } }, true],
  ['names in another order', { b: 2, a: 1 }, { a: 1, b: 2 }, true],
  ['a value that differs', { a: 1 }, { a: 2 }, false],
  ['a value that is missing', {}, { a: 1 }, false],
  ['a list that holds more', { a: [1, 2] }, { a: [1] }, false],
  ['objects of a list in another order of names', { a: [{ x: 1, y: 2 }] }, { a: [{ y: 2, x: 1 }] }, true],
])('%s: held or not', (_, present, wanted, expected) => {
  expect(holds(present, wanted)).toBe(expected)
})
