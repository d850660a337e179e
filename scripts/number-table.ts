import { DEFAULT_COUNTRIES } from '../lib/core/countries.ts'
import type { CountryNumbers } from '../lib/core/identify-number.ts'
import { FICTIONAL_NUMBERS } from './fictional-numbers.ts'
import type { PackedCountry } from './number-metadata.ts'
import { TYPES, packedCountries } from './number-metadata.ts'
import { alternativesOf, automatonOf, common, patternOf, without } from './patterns.ts'

const { FIXED_LINE, MOBILE, VOIP, ...OTHERS } = TYPES
const SPECIAL = Object.values(OTHERS)

/** Compiles from libphonenumber-js's own data what {@link CountryNumbers} needs of each country. */
export function compileNumberTable(countries: readonly string[]): Record<string, CountryNumbers> {
  const table: Record<string, CountryNumbers> = {}
  for (const [country, packed] of packedCountries(countries)) {
    const before = Object.values(table).filter(({ callingCode }) => callingCode === packed[0])
    table[country] = compileCountry(packed, before)
  }
  return table
}

/** @param before those that share its calling code and are tried before it */
function compileCountry(packed: PackedCountry, before: readonly CountryNumbers[]): CountryNumbers {
  const [callingCode, , valid, , , , , , , , leading, types] = packed
  const patterns = (kinds: readonly number[]): string[] =>
    kinds.flatMap((kind) => alternativesOf((types[kind] || [''])[0]))
  const [fixedLine, mobile] = [patterns([FIXED_LINE]), patterns([MOBILE])]
  const isEither = mobile.length === 0
  const kinds = {
    mobile: isEither ? fixedLine : mobile,
    fixed_line: isEither ? [] : fixedLine,
    voip: patterns([VOIP]),
    special: patterns(SPECIAL),
  }
  const taken = before.map(ownedBy).join('|')
  const isReached = (pattern: string): boolean =>
    !without(common(automatonOf(pattern), automatonOf(startingWith(leading || ''))), automatonOf(taken))
      .isEmpty
  const compiled = Object.entries(kinds)
    .map(([kind, found]) => [kind, keepWithin(valid, found.filter(isReached).join('|'))] as const)
    .filter(([, pattern]) => pattern !== '')
  // One country speaks for all that share a calling code.
  const fictional = before.length === 0 ? FICTIONAL_NUMBERS[callingCode] : undefined
  return {
    callingCode,
    ...(leading && { leading }),
    ...Object.fromEntries(compiled),
    ...(fictional !== undefined && { fictional }),
  }
}

/** The numbers that are a country's: where it has no digits of its own to begin with, those that somebody has. */
function ownedBy({ leading, mobile, fixed_line, voip, special }: CountryNumbers): string {
  return leading === undefined
    ? [mobile, fixed_line, voip, special].filter(Boolean).join('|')
    : startingWith(leading)
}

function startingWith(leading: string): string {
  return `(?:${leading})\\d*`
}

/** Where a pattern of one kind has numbers that no number of the country looks like, they are taken out. */
function keepWithin(valid: string, pattern: string): string {
  if (pattern === '') return ''
  const outside = patternOf(without(automatonOf(pattern), automatonOf(valid)))
  return outside === '' ? pattern : `(?!(?:${outside})$)(?:${pattern})`
}

/** The source file that ships, not yet formatted. */
export function renderNumberTable(): string {
  return `import type { NumberTable } from './identify-number.ts'

// Made by \`npm run docs\` from the data of libphonenumber-js (MIT, (c) Nikolay Kuchumov), which is compiled from
// Google's libphonenumber (Apache 2.0).
export const NUMBER_TABLE: NumberTable = ${JSON.stringify(compileNumberTable(DEFAULT_COUNTRIES))}
`
}
