import examples from 'libphonenumber-js/examples.mobile.json'
import { getExampleNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max'

import { DEFAULT_COUNTRIES } from '../../../lib/core/countries.ts'
import type { NumberVerdict } from '../../../lib/core/number-policy.ts'
import { judgeNumber } from '../../../lib/core/number-policy.ts'
import { NUMBER_TABLE } from '../../../lib/core/number-table.ts'
import { phoneNumber } from '../../support/values.ts'

// libphonenumber-js itself, with all that it knows, is the oracle.
const oracle = (text: string) => {
  const parsed = parsePhoneNumberFromString(text)
  const isTextable = ['MOBILE', 'FIXED_LINE_OR_MOBILE'].includes(parsed?.getType() ?? '')
  return parsed?.isValid() && isTextable ? parsed.country : undefined
}
const ours = (text: string) => {
  const verdict = judgeNumber(phoneNumber(text), { countries: Object.keys(NUMBER_TABLE), kinds: ['mobile'] })
  return verdict.kind === 'allowed' ? verdict.country : undefined
}

/** The same numbers in every run (mulberry32). */
function randomDigits(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
}

test.each(DEFAULT_COUNTRIES)('R32 the example of a mobile number of %s may be used', (country) => {
  const example = getExampleNumber(country, examples)?.number ?? ''
  expect(ours(example)).toBe(country)
})

test.each([
  ['a landline of London', '+442079460000'],
  ['a freephone number', '+448081570000'],
  ['a premium-rate number', '+499001234567'],
  ['a number of another country', '+12025550123'],
  ['a number of a country that shares the calling code', '+441534456789'],
  ['a number that is too short to be anybody’s', '+4915112'],
])('R31 R32 %s may not', (_name, number) => {
  expect(['GB', 'DE'].includes(ours(number) ?? '')).toBe(false)
})

test('R31 R32 of 20,000 random numbers of these countries, libphonenumber-js judges every one alike', () => {
  const next = randomDigits(20_261_124)
  const codes = [...new Set(Object.values(NUMBER_TABLE).map(({ callingCode }) => callingCode))]
  const differing: string[] = []
  for (let tried = 0; tried < 20_000; tried += 1) {
    const code = codes[tried % codes.length] ?? ''
    const length = 7 + (next() % 5)
    const national = Array.from({ length }, (_, at) => (at === 0 ? 1 + (next() % 9) : next() % 10)).join('')
    const text = `+${code}${national}`
    if (oracle(text) !== ours(text)) differing.push(`${text} ${oracle(text) ?? '-'} ${ours(text) ?? '-'}`)
  }
  expect(differing).toEqual([])
})

describe('R32 a country whose mobile numbers look like landline numbers', () => {
  const table = { US: { callingCode: '1', valid: '[2-9]\\d{9}', landline: '[2-7]\\d{9}' } }
  test.each<[string, string, NumberVerdict]>([
    ['may be texted at any of them', '+12025550143', { kind: 'allowed', country: 'US' }],
    ['has no others', '+19005550143', { kind: 'refused', why: 'not_a_number' }],
  ])('%s', (_name, number, expected) => {
    expect(judgeNumber(phoneNumber(number), { countries: ['US'], kinds: ['mobile'] }, table)).toEqual(
      expected,
    )
  })
})
