import { PARSING_METADATA } from '../../../lib/adapters/parsing-metadata.ts'
import { DEFAULT_COUNTRIES } from '../../../lib/core/countries.ts'
import { NUMBER_TABLE } from '../../../lib/core/number-table.ts'
import { compileNumberTable } from '../../../scripts/number-table.ts'
import { compileParsingMetadata } from '../../../scripts/parsing-metadata.ts'

test('the table that ships is what libphonenumber-js says now', () => {
  expect(NUMBER_TABLE).toEqual(compileNumberTable(DEFAULT_COUNTRIES))
  expect(Object.keys(NUMBER_TABLE)).toEqual(Object.keys(compileNumberTable(DEFAULT_COUNTRIES)))
})

test('the metadata that ships is what libphonenumber-js says now', () => {
  expect(PARSING_METADATA).toEqual(compileParsingMetadata(DEFAULT_COUNTRIES))
})

test('the main country of a calling code parses for those that share it, and each for its own national form', () => {
  const { country_calling_codes, countries } = compileParsingMetadata(['CA', 'JE'])
  expect(country_calling_codes).toEqual({ 1: ['US'], 44: ['GB'] })
  expect(Object.keys(countries).sort()).toEqual(['CA', 'GB', 'JE', 'US'])
})

test('countries that share a calling code come together', () => {
  expect(Object.keys(compileNumberTable(['GB']))).toEqual(expect.arrayContaining(['GB', 'JE', 'GG', 'IM']))
})

test('of countries that share a calling code, a later one has no pattern that is never reached', () => {
  const { GB, JE } = compileNumberTable(['GB'])
  expect(GB?.voip).toBeDefined()
  expect(JE).not.toHaveProperty('voip')
})

test('a pattern that matches more than the country’s plan is narrowed to it', () => {
  // No number of Austria begins with 4351, though the pattern of its landlines has them.
  expect(compileNumberTable(['AT']).AT?.fixed_line).toMatch(/^\(\?!\(\?:4351/)
})

test('a country that does not exist is named', () => {
  expect(() => compileNumberTable(['GB', 'XX'])).toThrow('libphonenumber-js knows no country XX.')
})
