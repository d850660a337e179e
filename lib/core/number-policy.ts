import { NUMBER_TABLE } from './number-table.ts'
import type { PhoneNumber } from './phone-number.ts'

/** The kinds of numbers that settings may allow. One that may be a landline or a mobile phone is `mobile`. */
export const NUMBER_KINDS = ['mobile', 'fixed_line', 'voip'] as const
export type NumberKind = (typeof NUMBER_KINDS)[number]

/** Which numbers may be sent a code. */
export type NumberPolicy = {
  /** ISO 3166-1 alpha-2 codes. */
  countries: readonly string[]
  kinds: readonly NumberKind[]
}

export type NumberRefusal =
  'country_not_allowed' | 'fictional' | 'short_or_emergency' | 'not_a_number' | 'kind_not_allowed'

export type NumberVerdict =
  { kind: 'allowed'; country: string } | { kind: 'refused'; why: NumberRefusal; country?: string }

/** What is known of one country's numbers: regular expressions for the whole national number. */
export type CountryNumbers = {
  /** Calling code without `+`, e.g. `44`. Several countries may share one. */
  callingCode: string
  /** Every number of the country. */
  valid: string
  landline: string
  /** Absent where mobile numbers look like landline numbers. */
  mobile?: string
  /** Numbers that begin so are this country's, where several share a calling code. */
  leading?: string
}

/** By ISO 3166-1 alpha-2 code; countries that share a calling code in the order in which they are tried. */
export type NumberTable = Readonly<Record<string, CountryNumbers>>

/**
 * Judges whether a number may be sent a code.
 * @param table of the countries that the build is made for; others only for tests
 * @returns the country with a refusal too, where it is known
 */
export function judgeNumber(
  phone: PhoneNumber,
  policy: NumberPolicy,
  table: NumberTable = NUMBER_TABLE,
): NumberVerdict {
  const known = Object.entries(table).filter(([, { callingCode }]) => phone.startsWith(`+${callingCode}`))
  // A country that the build knows nothing of is never allowed.
  if (known.length === 0) return { kind: 'refused', why: 'country_not_allowed' }
  for (const [country, numbers] of known) {
    const national = phone.slice(1 + numbers.callingCode.length)
    if (!belongsTo(national, numbers)) continue
    if (!policy.countries.includes(country)) return { kind: 'refused', why: 'country_not_allowed', country }
    const kind = isTextable(national, numbers) ? 'mobile' : 'fixed_line'
    if (!policy.kinds.includes(kind)) return { kind: 'refused', why: 'kind_not_allowed', country }
    return { kind: 'allowed', country }
  }
  return { kind: 'refused', why: 'not_a_number' }
}

function belongsTo(national: string, numbers: CountryNumbers): boolean {
  if (!isWhole(numbers.valid, national)) return false
  if (numbers.leading !== undefined) return new RegExp(`^(?:${numbers.leading})`).test(national)
  return isWhole(numbers.landline, national) || isMobile(national, numbers)
}

function isTextable(national: string, numbers: CountryNumbers): boolean {
  return numbers.mobile === undefined ? isWhole(numbers.landline, national) : isMobile(national, numbers)
}

function isMobile(national: string, { mobile }: CountryNumbers): boolean {
  return mobile !== undefined && isWhole(mobile, national)
}

function isWhole(pattern: string, text: string): boolean {
  return new RegExp(`^(?:${pattern})$`).test(text)
}
