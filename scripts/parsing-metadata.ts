import type { MetadataJson } from 'libphonenumber-js/core'

import { DEFAULT_COUNTRIES } from '../lib/core/countries.ts'
import type { PackedCountry } from './number-metadata.ts'
import { packedCountries } from './number-metadata.ts'

/**
 * What libphonenumber-js needs to parse numbers of the countries, in its own format: prefixes, lengths and the general
 * pattern, but no formats and no types. Whose number it is need not be known for that, so the main country speaks for
 * all that share its calling code.
 */
export function compileParsingMetadata(countries: readonly string[]): MetadataJson {
  const main = new Map<string, string>()
  const needed: [country: string, packed: PackedCountry][] = []
  for (const [country, packed] of packedCountries(countries)) {
    const isMain = !main.has(packed[0])
    if (isMain) main.set(packed[0], country)
    // Others are needed for what is typed in their national form.
    if (isMain || countries.includes(country)) needed.push([country, packed])
  }
  const metadata = {
    version: 4,
    country_calling_codes: Object.fromEntries([...main].map(([code, country]) => [code, [country]])),
    countries: Object.fromEntries(needed.map(([country, packed]) => [country, withoutFormats(packed)])),
    nonGeographic: {},
  }
  return metadata as unknown as MetadataJson
}

function withoutFormats(packed: PackedCountry): unknown[] {
  const [callingCode, internationalPrefix, valid, lengths, , nationalPrefix, , forParsing, transform] = packed
  return [callingCode, internationalPrefix, valid, lengths, 0, nationalPrefix, 0, forParsing, transform]
}

/** The source file that ships, not yet formatted. */
export function renderParsingMetadata(): string {
  return `import type { MetadataJson } from 'libphonenumber-js/core'

// Made by \`npm run docs\` from the data of libphonenumber-js (MIT, (c) Nikolay Kuchumov), which is compiled from
// Google's libphonenumber (Apache 2.0). Its positions are that library's own.
export const PARSING_METADATA = ${JSON.stringify(compileParsingMetadata(DEFAULT_COUNTRIES))} as unknown as MetadataJson
`
}
