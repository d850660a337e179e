import { isRecord, oneOf, parseTexts, parseTime, parseVersioned } from '../../../lib/protocol/unknown-json.ts'

test.each<[string, unknown, boolean]>([
  ['an object', {}, true],
  ['an object without a prototype', Object.create(null), true],
  ['a list', [], false],
  ['null', null, false],
  ['nothing', undefined, false],
  ['text', '{}', false],
  ['a function', () => ({}), false],
])('%s is a record: %s', (_name, value, expected) => {
  expect(isRecord(value)).toBe(expected)
})

test.each<[string, unknown, unknown]>([
  ['an object of version 1', '{"v":1,"a":[2]}', { v: 1, a: [2] }],
  ['an object of version 2', '{"v":2}', undefined],
  ['a version that is text', '{"v":"1"}', undefined],
  ['no version', '{}', undefined],
  ['a list', '[{"v":1}]', undefined],
  ['no JSON', '{"v":1', undefined],
  ['no text', { v: 1 }, undefined],
  ['a list that reads like the text', ['{"v":1}'], undefined],
  ['nothing', undefined, undefined],
])('a text is read for version 1: %s', (_name, text, expected) => {
  expect(parseVersioned(text)).toStrictEqual(expected)
})

test.each<[string, unknown, string | undefined]>([
  ['a known word', 'b', 'b'],
  ['an unknown word', 'c', undefined],
  ['a word from the prototype', 'toString', undefined],
  ['a list of a known word', ['b'], undefined],
  ['nothing', undefined, undefined],
])('one of the known words: %s', (_name, value, expected) => {
  expect(oneOf(['a', 'b'], value)).toBe(expected)
})

test.each<[string, unknown, Date | undefined]>([
  ['the epoch', 0, new Date(0)],
  ['a time', 1_772_366_400_123, new Date('2026-03-01T12:00:00.123Z')],
  ['a part of a millisecond', 1.5, undefined],
  ['no number', NaN, undefined],
  ['a number too large to be whole', 2 ** 53, undefined],
  ['text', '0', undefined],
])('milliseconds are a time: %s', (_name, value, expected) => {
  expect(parseTime(value)).toStrictEqual(expected)
})

test.each<[string, unknown, string[] | undefined]>([
  ['texts', ['a', ''], ['a', '']],
  ['none', [], []],
  ['one that is no text', ['a', 1], undefined],
  ['a text', 'ab', undefined],
  ['nothing', undefined, undefined],
])('a list of texts: %s', (_name, value, expected) => {
  expect(parseTexts(value)).toStrictEqual(expected)
})
