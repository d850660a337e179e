import type { Change } from '../../../lib/core/change.ts'
import type { Want } from '../../../lib/core/want.ts'
import {
  CHANGE_KEY,
  PROOF_KEY,
  WANT_KEY,
  buildChangeText,
  buildProofText,
  buildWantText,
  parseChangeText,
  parseProofText,
  parseWantText,
} from '../../../lib/protocol/transaction-texts.ts'
import { phoneNumber } from '../../support/values.ts'

const AT = new Date('2026-03-01T12:00:00.123Z')

/** What is no text of ours at all, whichever it is read as. */
const NO_TEXT: [string, unknown][] = [
  ['nothing', undefined],
  ['null, as removed metadata may be', null],
  ['a number', 7],
  ['an object', { v: 1, intent: 'add', because: 'asked', name: 'email', did: 'linked', at: 0 }],
  ['empty text', ''],
  ['no JSON', '{'],
  ['JSON that is no object', '[1]'],
  ['JSON null', 'null'],
]

const changing =
  (text: string) =>
  (change: Record<string, unknown>): string =>
    JSON.stringify({ ...(JSON.parse(text) as object), ...change })

test('each text has a key of its own', () => {
  expect(new Set([WANT_KEY, PROOF_KEY, CHANGE_KEY]).size).toBe(3)
})

describe('what is wanted', () => {
  const bare: Want = { intent: 'add', because: 'asked' }
  const full: Want = {
    intent: 'replace',
    because: 'asked',
    choice: 'accepted',
    hint: phoneNumber('+4915112345678'),
    refusal: 'phone_not_supported',
  }
  const changed = changing(buildWantText(full))

  test.each<[string, Want]>([
    ['no more than an intent', bare],
    ['everything', full],
    ['an offer that was declined', { ...bare, because: 'offered', choice: 'declined' }],
    ['a demand', { ...bare, because: 'required' }],
    ['a removal', { ...bare, intent: 'remove' }],
  ])('T14 with %s comes back as it went', (_name, want) => {
    expect(parseWantText(buildWantText(want))).toStrictEqual(want)
  })

  test('it fits transaction metadata many times over', () => {
    expect(Buffer.byteLength(buildWantText(full))).toBeLessThan(512)
  })

  test.each([
    ...NO_TEXT,
    ['a later version', changed({ v: 2 })],
    ['no version', changed({ v: undefined })],
    ['no intent', changed({ intent: undefined })],
    ['an intent that does not exist', changed({ intent: 'steal' })],
    ['an intent from the prototype', changed({ intent: 'constructor' })],
    ['no cause', changed({ because: undefined })],
    ['a cause that does not exist', changed({ because: 'told' })],
  ])('R14 %s is no want', (_name, text) => {
    expect(parseWantText(text)).toBeUndefined()
  })

  test.each<[string, Record<string, unknown>, keyof Want]>([
    ['R15 a choice that does not exist is no choice', { choice: 'yes' }, 'choice'],
    ['R15 a choice that is not a word is no choice', { choice: true }, 'choice'],
    ['R30 a number that is not E.164 is no number', { hint: '015112345678' }, 'hint'],
    ['R44 a refusal that does not exist is none', { refusal: 'toString' }, 'refusal'],
  ])('%s', (_name, change, dropped) => {
    const others = Object.entries(full).filter(([name]) => name !== dropped)
    expect(parseWantText(changed(change))).toStrictEqual(Object.fromEntries(others))
  })

  test('what is not ours is left behind', () => {
    expect(parseWantText(changed({ userId: 'email|bob' }))).toStrictEqual(full)
  })
})

describe('what was proven once more', () => {
  const proof = { name: 'email', at: AT }
  const changed = changing(buildProofText(proof))

  test('R10 comes back as it went', () => {
    expect(parseProofText(buildProofText(proof))).toStrictEqual(proof)
  })

  test.each([
    ...NO_TEXT,
    ['a later version', changed({ v: 2 })],
    ['no name', changed({ name: undefined })],
    ['a name that is no text', changed({ name: ['email'] })],
    ['no time', changed({ at: undefined })],
    ['a time that is text', changed({ at: AT.toISOString() })],
    ['a time that is no whole number', changed({ at: 1.5 })],
  ])('R10 %s is no proof', (_name, text) => {
    expect(parseProofText(text)).toBeUndefined()
  })
})

describe('a change that was made', () => {
  const change: Change = { did: 'replaced', last2: '07', at: AT }
  const changed = changing(buildChangeText(change))

  test.each<[string, Change]>([
    ['a link', { ...change, did: 'linked' }],
    ['a replacement', change],
    ['a removal of a number that is not known', { ...change, did: 'removed', last2: undefined }],
    ['one that programs have been told of', { ...change, pushed: true }],
  ])('R40 %s comes back as it went', (_name, made) => {
    expect(parseChangeText(buildChangeText(made))).toStrictEqual(made)
  })

  test.each([
    ...NO_TEXT,
    ['a later version', changed({ v: 2 })],
    ['no deed', changed({ did: undefined })],
    ['a deed that does not exist', changed({ did: 'stolen' })],
    ['no time', changed({ at: undefined })],
    ['a time that is text', changed({ at: AT.toISOString() })],
  ])('R40 %s is no change', (_name, text) => {
    expect(parseChangeText(text)).toBeUndefined()
  })

  test('R40 last digits that are no text are not shown', () => {
    expect(parseChangeText(changed({ last2: 7 }))).toStrictEqual({ ...change, last2: undefined })
  })
})
