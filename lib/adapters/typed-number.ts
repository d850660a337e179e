import { DEFAULT_COUNTRIES } from '../core/countries.ts'
import { judgeNumber } from '../core/number-policy.ts'
import { NUMBER_TABLE } from '../core/number-table.ts'
import { parsePhoneNumber } from '../core/phone-number.ts'
import type { PageAnswer } from '../core/prompt.ts'
import { SettingsError } from '../errors.ts'
import { isRecord } from '../protocol/unknown-json.ts'

/**
 * The countries whose numbers may be typed.
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
 * Judges a number that a person has typed into a Form, before it costs anything: a mobile number of an allowed country.
 * @param value of the Form's phone field: the object that its country picker gives, with the number in E.164
 * @param countries as {@link knownCountries} gives them
 */
export function judgeTypedNumber(value: unknown, countries: readonly string[]): PageAnswer['number'] {
  const phone = parsePhoneNumber(isRecord(value) ? value.international_number : value)
  const judgement = phone && judgeNumber(phone, NUMBER_TABLE)
  const isAllowed = judgement?.isTextable && countries.includes(judgement.country)
  return phone && isAllowed ? { kind: 'number', phone } : { kind: 'refused' }
}
