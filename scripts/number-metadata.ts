import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')

/** A country as libphonenumber-js packs it: what stands where is its own format, version 4. */
export type PackedCountry = readonly [
  callingCode: string,
  internationalPrefix: string,
  /** Every number of the country, and some that nobody has. */
  valid: string,
  lengths: readonly number[],
  formats: unknown,
  nationalPrefix: string | 0,
  nationalPrefixFormatting: unknown,
  nationalPrefixForParsing: string | 0,
  nationalPrefixTransform: string | 0,
  nationalPrefixIsOptional: unknown,
  leading: string | 0,
  types: readonly PackedType[],
  ...rest: unknown[],
]

/** Numbers of one type: 0 if there are none, an empty pattern if they look like those of the first type. */
export type PackedType = readonly [pattern: string, lengths?: readonly number[] | 0] | 0

/** Where a type stands in `types`. */
export const TYPES = {
  ...{ FIXED_LINE: 0, MOBILE: 1, TOLL_FREE: 2, PREMIUM_RATE: 3, PERSONAL_NUMBER: 4 },
  ...{ VOICEMAIL: 5, UAN: 6, PAGER: 7, VOIP: 8, SHARED_COST: 9 },
} as const

type Metadata = {
  version: number
  /** Of countries that share a calling code the main one comes first. */
  country_calling_codes: Readonly<Record<string, readonly string[]>>
  countries: Readonly<Record<string, PackedCountry>>
}

/** All that libphonenumber-js knows. */
export function readMetadata(): Metadata {
  const path = createRequire(join(root, 'package.json')).resolve('libphonenumber-js/metadata.max.json')
  const metadata = JSON.parse(readFileSync(path, 'utf8')) as Metadata
  if (metadata.version !== 4) {
    throw new Error(`libphonenumber-js packs its data as version ${metadata.version}; this reads version 4.`)
  }
  return metadata
}

/**
 * The packed countries, each after the others that share its calling code and are tried before it. All that share one
 * are taken in, or a number of one would be taken for another's.
 * @throws Error that names the codes that are no country's
 */
export function packedCountries(countries: readonly string[]): [country: string, packed: PackedCountry][] {
  const { countries: packed, country_calling_codes: sharing } = readMetadata()
  const unknown = countries.filter((country) => !Object.hasOwn(packed, country))
  if (unknown.length > 0) throw new Error(`libphonenumber-js knows no country ${unknown.join(', ')}.`)
  const codes = new Set(countries.flatMap((country) => packed[country]?.[0] ?? []))
  return [...codes]
    .sort()
    .flatMap((code) => sharing[code] ?? [])
    .flatMap((country) => (packed[country] ? [[country, packed[country]]] : []))
}
