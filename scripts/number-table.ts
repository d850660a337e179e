import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

import { DEFAULT_COUNTRIES } from '../lib/core/countries.ts'
import type { CountryNumbers } from '../lib/core/number-policy.ts'

const root = join(import.meta.dirname, '..')

/** As libphonenumber-js packs a country: what stands where is its own format, version 4. */
type Packed = [callingCode: string, idd: string, national: string, ...rest: unknown[]]
type Metadata = {
  version: number
  country_calling_codes: Record<string, string[]>
  countries: Record<string, Packed>
}
const LEADING_DIGITS = 10
const TYPES = 11

/**
 * Compiles from libphonenumber-js's own data what {@link CountryNumbers} needs of each country. Of countries that
 * share a calling code all are taken in, or a number of one would be taken for another's.
 */
export function compileNumberTable(countries: readonly string[]): Record<string, CountryNumbers> {
  const metadata = readMetadata()
  const unknown = countries.filter((country) => !Object.hasOwn(metadata.countries, country))
  if (unknown.length > 0) throw new Error(`libphonenumber-js knows no country ${unknown.join(', ')}.`)
  const codes = [...new Set(countries.map((country) => metadata.countries[country]?.[0] ?? ''))].sort()
  const table: Record<string, CountryNumbers> = {}
  for (const code of codes) {
    for (const country of metadata.country_calling_codes[code] ?? []) {
      const packed = metadata.countries[country]
      if (packed) table[country] = unpack(packed)
    }
  }
  return table
}

function unpack(packed: Packed): CountryNumbers {
  const [callingCode, , valid] = packed
  const leading = packed[LEADING_DIGITS]
  const [landline = [], mobile = []] = (packed[TYPES] ?? []) as [string?, ...unknown[]][]
  return {
    callingCode,
    valid,
    landline: landline[0] ?? '',
    // An empty pattern stands for a duplicate of the landline's.
    ...(typeof mobile[0] === 'string' && mobile[0] !== '' && { mobile: mobile[0] }),
    ...(typeof leading === 'string' && { leading }),
  }
}

function readMetadata(): Metadata {
  const path = createRequire(join(root, 'package.json')).resolve('libphonenumber-js/metadata.max.json')
  const metadata = JSON.parse(readFileSync(path, 'utf8')) as Metadata
  if (metadata.version !== 4) {
    throw new Error(`libphonenumber-js packs its data as version ${metadata.version}; this reads version 4.`)
  }
  return metadata
}

/** The source file that ships, not yet formatted. */
export function renderNumberTable(): string {
  return `import type { NumberTable } from './number-policy.ts'

// Made by \`npm run docs\` from the data of libphonenumber-js (MIT, (c) Nikolay Kuchumov), which is compiled from
// Google's libphonenumber (Apache 2.0).
export const NUMBER_TABLE: NumberTable = ${JSON.stringify(compileNumberTable(DEFAULT_COUNTRIES))}
`
}
