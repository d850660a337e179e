import { keyedFingerprints, keyedSeals, keyedTokenMarks } from '../../../lib/adapters/fingerprints.ts'
import { parseCorrelationId } from '../../../lib/protocol/correlation-id.ts'
import { phoneNumber, userId } from '../../support/values.ts'

const KEY = '0123456789abcdef0123456789abcdef'
const PHONE = phoneNumber('+4915112345678')
const fingerprints = keyedFingerprints(KEY)

describe('T16 the fingerprint of a block', () => {
  test.each<[string, string, boolean]>([
    ['last digit', '+4915112345679', true],
    ['last four digits', '+4915112340000', true],
    ['last five digits', '+4915112355678', false],
    ['first digit', '+3915112345678', false],
    ['length, by a digit more,', '+49151123456780', false],
  ])('with another %s is the same: %s', (_sentence, text, isSame) => {
    expect(fingerprints.ofBlock(phoneNumber(text)) === fingerprints.ofBlock(PHONE)).toBe(isSame)
  })

  test('R33 is another under another key', () => {
    expect(keyedFingerprints(`${KEY}x`).ofBlock(PHONE)).not.toBe(fingerprints.ofBlock(PHONE))
  })

  test('is that of no number, not even of one with the same digits', () => {
    expect(fingerprints.ofBlock(PHONE)).not.toBe(fingerprints.of(phoneNumber('+491511234')))
  })
})

test('R34 a seal is opened by whoever has the key', () => {
  const at = new Date('2026-03-01T12:00:00Z')
  const sealed = keyedSeals(KEY).seal(userId('email|ada'), at)
  expect(parseCorrelationId(sealed, KEY)?.startedAt).toEqual(at)
  expect(parseCorrelationId(sealed, `${KEY}x`)).toBeUndefined()
})

test('T04 a token has the same mark however its signature is written, and another under another key', () => {
  const marks = keyedTokenMarks(KEY)
  expect(marks.of('head.claims.c2ln')).toBe(marks.of('head.claims.c2lo'))
  expect(marks.of('head.claims.sig')).not.toBe(marks.of('head.claim.sig'))
  expect(marks.of('head.claims.sig')).not.toBe(keyedTokenMarks(`${KEY}x`).of('head.claims.sig'))
  expect(marks.of('head.claims.sig')).toMatch(/^[\w-]{22}$/)
})
