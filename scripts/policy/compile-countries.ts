import { parseCountries } from '../build-countries.ts'
import { compileNumberTable } from '../number-table.ts'
import { compileParsingMetadata } from '../parsing-metadata.ts'
import type { KnownCountries } from './read-rules.ts'

/**
 * What a build for these countries knows of numbers.
 * @param named those that are allowed; undefined for those of the build
 * @param built as `PHONE_COUNTRIES` has it
 * @throws Error that names the codes that are no country's
 */
export function compileCountries(
  named: readonly string[] | undefined,
  built: string | undefined,
): KnownCountries {
  const ofBuild = parseCountries(built)
  const allowed = named === undefined ? ofBuild : parseCountries(named.join(','))
  const countries = [...new Set([...ofBuild, ...allowed])]
  return {
    allowed,
    known: { table: compileNumberTable(countries), metadata: compileParsingMetadata(countries) },
  }
}
