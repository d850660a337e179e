import { DEFAULT_COUNTRIES } from '../../../lib/core/countries.ts'
import { NUMBER_TABLE } from '../../../lib/core/number-table.ts'
import { compileNumberTable } from '../../../scripts/number-table.ts'

test('the table that ships is what libphonenumber-js says now', () => {
  expect(NUMBER_TABLE).toEqual(compileNumberTable(DEFAULT_COUNTRIES))
  expect(Object.keys(NUMBER_TABLE)).toEqual(Object.keys(compileNumberTable(DEFAULT_COUNTRIES)))
})

test('countries that share a calling code come together', () => {
  expect(Object.keys(compileNumberTable(['GB']))).toEqual(expect.arrayContaining(['GB', 'JE', 'GG', 'IM']))
})

test('a country that does not exist is named', () => {
  expect(() => compileNumberTable(['GB', 'XX'])).toThrow('libphonenumber-js knows no country XX.')
})
