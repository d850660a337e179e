import examples from 'libphonenumber-js/examples.mobile.json'
import type { CountryCode } from 'libphonenumber-js/max'
import { getExampleNumber } from 'libphonenumber-js/max'

import { DEFAULT_COUNTRIES } from '../../../lib/core/countries.ts'
import { NUMBER_TABLE } from '../../../lib/core/number-table.ts'
import { packedCountries, readMetadata } from '../../../scripts/number-metadata.ts'
import { compileNumberTable } from '../../../scripts/number-table.ts'
import { LONG_LIST } from '../../support/countries.ts'
import { askTable, differences } from '../../support/number-oracle.ts'
import { seededChance } from '../../../scripts/policy/seeded-chance.ts'
import { numbersOfEveryType, randomNumbers } from '../../support/random-numbers.ts'

// Another seed finds other numbers: SEED=7 npx jest number-oracle
const seed = Number(process.env.SEED ?? 20_261_124)
const exampleOf = (country: string) => getExampleNumber(country as CountryCode, examples)?.number ?? ''

describe.each([
  ['the default countries', DEFAULT_COUNTRIES, NUMBER_TABLE],
  ['a long list of countries', LONG_LIST, compileNumberTable(LONG_LIST)],
])('R31 R32 libphonenumber-js and the table of %s say the same', (_name, countries, table) => {
  const packed = packedCountries(countries)

  test.each(packed)('of numbers of every type that %s has', (country, plan) => {
    const texts = [exampleOf(country), ...numbersOfEveryType(plan, 20, seededChance(seed))]
    expect({ seed, different: differences(texts, table) }).toStrictEqual({ seed, different: [] })
  })

  test.each(countries)('of a mobile number of %s: that it is one', (country) => {
    expect(askTable(exampleOf(country), table)).toBe(`${country} mobile`)
  })

  test('of 100,000 random numbers', () => {
    const plans = packed.map(([, plan]) => plan)
    const texts = randomNumbers(plans, 100_000, seededChance(seed))
    expect({ seed, different: differences(texts, table).slice(0, 20) }).toStrictEqual({ seed, different: [] })
  })
})

test('R31 R32 a build may be made for any country: the table of all of them says the same as libphonenumber-js', () => {
  const everywhere = Object.keys(readMetadata().countries)
  const plans = packedCountries(everywhere).map(([, plan]) => plan)
  const chance = seededChance(seed)
  const texts = [
    ...plans.flatMap((plan) => numbersOfEveryType(plan, 5, chance)),
    ...randomNumbers(plans, 20_000, chance),
  ]
  // libphonenumber-js takes the 8 of toll-free numbers of Belarus, +375 810 …, for a trunk prefix.
  const different = differences(texts, compileNumberTable(everywhere)).filter((line) => !/^\+3758/.test(line))
  expect({ seed, different: different.slice(0, 20) }).toStrictEqual({ seed, different: [] })
})

test('most random numbers are somebody’s, of every kind', () => {
  const plans = packedCountries(DEFAULT_COUNTRIES).map(([, plan]) => plan)
  const counts: Record<string, number> = {}
  for (const text of randomNumbers(plans, 10_000, seededChance(seed))) {
    const kind = askTable(text, NUMBER_TABLE).split(' ').at(-1) ?? ''
    counts[kind] = (counts[kind] ?? 0) + 1
  }
  expect(Object.keys(counts).sort()).toStrictEqual(['fixed_line', 'mobile', 'nobody’s', 'special', 'voip'])
  expect(counts['nobody’s']).toBeLessThan(4_500)
  for (const count of Object.values(counts)) expect(count).toBeGreaterThan(200)
})
