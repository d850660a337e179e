import { createHmac } from 'node:crypto'

import { buildIdempotencyKey } from '../../../lib/protocol/idempotency-key.ts'

const KEY = '0123456789abcdef0123456789abcdef'
const NUMBER = '+4915112345678'
const PARTS = [NUMBER, '012345', 'Acme: 012345 is your code.']

test('is 22 characters that any header takes, and the same for the same message', () => {
  expect(buildIdempotencyKey(PARTS, KEY)).toMatch(/^[\w-]{22}$/)
  expect(buildIdempotencyKey([...PARTS], KEY)).toBe(buildIdempotencyKey(PARTS, KEY))
})

test('is what it was before a deploy, so that a try after it is known for a repetition', () => {
  const whole = createHmac('sha256', KEY)
    .update(`phone-link message\0${JSON.stringify(PARTS)}`)
    .digest()
  expect(buildIdempotencyKey(PARTS, KEY)).toBe(whole.subarray(0, 16).toString('base64url'))
})

test.each<[string, string[]]>([
  ['another number', ['+4915112345679', ...PARTS.slice(1)]],
  ['another code', [NUMBER, '012346', 'Acme: 012345 is your code.']],
  ['another text', [NUMBER, '012345', 'Acme: 012345 is your code!']],
  ['the same letters, parted elsewhere', [`${NUMBER}0`, '12345', 'Acme: 012345 is your code.']],
  ['the same parts, one of them twice', [...PARTS, NUMBER]],
  ['one part that reads like two', [`${NUMBER}","012345`, 'Acme: 012345 is your code.']],
  ['nothing', []],
])('is another for %s', (_name, parts) => {
  expect(buildIdempotencyKey(parts, KEY)).not.toBe(buildIdempotencyKey(PARTS, KEY))
})

test('R07 R43 tells nothing to whoever guesses the message, but has no key', () => {
  expect(buildIdempotencyKey(PARTS, `${KEY}x`)).not.toBe(buildIdempotencyKey(PARTS, KEY))
  expect(buildIdempotencyKey(PARTS, '')).not.toBe(buildIdempotencyKey(PARTS, KEY))
})

test('is another for each of ten thousand codes', () => {
  const keys = Array.from({ length: 10_000 }, (_, code) => buildIdempotencyKey([NUMBER, `${code}`], KEY))
  expect(new Set(keys).size).toBe(10_000)
})
