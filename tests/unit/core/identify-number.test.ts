import type { NumberTable } from '../../../lib/core/identify-number.ts'
import { identifyNumber } from '../../../lib/core/identify-number.ts'
import { phoneNumber } from '../../support/values.ts'

/**
 * Two countries that share a calling code; one of them has all that begins with 6, in use or not. Another table for
 * each test: what is compiled of one is kept.
 */
const table = (): NumberTable => ({
  AA: { callingCode: '290', mobile: '5\\d{4}' },
  BB: { callingCode: '290', leading: '6', mobile: '6[1-3]\\d{3}' },
})

describe('R31 whose a number is, where countries share a calling code', () => {
  test.each([
    ['that of a country by its kinds', '+29051234', 'AA', 'mobile'],
    ['that of a country by its first digits', '+29061234', 'BB', 'mobile'],
    ['that of a country by its first digits, though nobody has it', '+29069999', 'BB', undefined],
    ['that of neither', '+29041234', '', undefined],
    ['that of neither, though it is one within', '+290551234', '', undefined],
    ['that of neither, with the first digits further on', '+29046123', '', undefined],
  ])('%s', (_sentence, number, country, kind) => {
    expect(identifyNumber(phoneNumber(number), table())).toStrictEqual({
      ...{ national: number.slice('+290'.length), country, kind, isFictional: false },
    })
  })

  test('that of a calling code that is not known is nothing', () => {
    expect(identifyNumber(phoneNumber('+29151234'), table())).toBeUndefined()
  })
})
