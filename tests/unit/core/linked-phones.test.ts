import { idsOf, numbersOf } from '../../../lib/core/linked-phones.ts'
import type { LinkedPhone } from '../../../lib/core/login.ts'
import { phoneNumber } from '../../support/values.ts'

const one = phoneNumber('+4915112345678')
const other = phoneNumber('+447400123456')
const phones: LinkedPhone[] = [
  { identity: { provider: 'sms', id: 'b' }, number: one },
  { identity: { provider: 'sms', id: 'a' }, number: undefined },
  { identity: { provider: 'sms', id: 'c' }, number: other },
]

describe('the phones of an account', () => {
  test('T23 have their ids in the order of linking', () => {
    expect(idsOf(phones)).toStrictEqual(['b', 'a', 'c'])
  })

  test.each<[string, string[] | undefined, string[]]>([
    ['all that are known', undefined, [one, other]],
    ['that of one phone', ['c'], [other]],
    ['in their own order, whatever order is asked for', ['c', 'b'], [one, other]],
    ['none of a phone whose number is not told', ['a'], []],
    ['none of a phone that is not there', ['d'], []],
    ['none where none is asked for', [], []],
  ])('R42 have numbers: %s', (_name, ids, expected) => {
    expect(numbersOf(phones, ids)).toStrictEqual(expected)
  })
})
