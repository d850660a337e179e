import { wholeNumber } from '../../../../scripts/commands/whole-number.ts'

describe('an option that is a whole number', () => {
  test.each([
    ['1', 1],
    ['30', 30],
    ['99', 99],
  ])('%s is one', (text, expected) => {
    expect(wholeNumber(99)(text)).toBe(expected)
  })

  test.each(['0', '100', '99999999999999999999', '007', '-1', '1.5', '1e1', '0x1', ' 1', '', 'ten'])(
    '"%s" is refused',
    (text) => {
      expect(() => wholeNumber(99)(text)).toThrow('Not a whole number from 1 to 99.')
    },
  )
})
