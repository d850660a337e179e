import { DEFAULT_COUNTRIES } from '../core/countries.ts'
import { NUMBER_TABLE } from '../core/number-table.ts'
import type { NumberPolicy } from '../core/number-policy.ts'
import { SettingsError } from '../errors.ts'
import type { NumberSettings } from '../settings.ts'

/**
 * The countries whose numbers may be sent a code.
 * @param allowed country codes; undefined for those that the build was made for
 * @throws SettingsError if the build knows nothing of one: it would refuse every number of that country
 */
export function knownCountries(allowed: readonly string[] | undefined): readonly string[] {
  const countries = allowed ?? DEFAULT_COUNTRIES
  const unknown = countries.filter((code) => !Object.hasOwn(NUMBER_TABLE, code))
  if (unknown.length > 0)
    throw new SettingsError([`ALLOWED_COUNTRIES not in this build: ${unknown.join(' ')}`])
  return countries
}

/**
 * Which numbers may be used, by the settings.
 * @throws SettingsError as {@link knownCountries}
 */
export function numberPolicy({ countries, kinds }: NumberSettings): NumberPolicy {
  return { countries: knownCountries(countries), kinds }
}
