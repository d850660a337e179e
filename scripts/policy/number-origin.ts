import { identifyNumber } from '../../lib/core/identify-number.ts'
import type { NumberTable } from '../../lib/core/identify-number.ts'
import { parsePhoneNumber } from '../../lib/core/phone-number.ts'
import { readMetadata } from '../number-metadata.ts'
import type { CodeAttempt } from './judge-attempt.ts'

/** Where a number seems to be from. For the report only: what may be sent a code is decided by the number policy. */
export type NumberOrigin = {
  /** A country's code; a calling code such as `+1` where it is not known which of its countries; or empty. */
  label: string
  /** The countries that it may be of. */
  countries: readonly string[]
}

const UNKNOWN: NumberOrigin = { label: '', countries: [] }
const PLACE_OF_LEADING = 10

/** @param table names the country itself; for numbers of others, the calling code and the digits after it do */
export function originFinder(table: NumberTable): (attempt: CodeAttempt) => NumberOrigin {
  const byCallingCode = compileCallingCodes()
  return ({ number, ipCountry }) => {
    const phone = parsePhoneNumber(number)
    const country = phone && identifyNumber(phone, table)?.country
    if (country) return only(country)
    const [, digits] = /^(?:\+|00)([0-9 ()./-]+)$/.exec(number) ?? []
    if (digits !== undefined) return byCallingCode(digits.replaceAll(/\D/g, ''))
    return ipCountry === '' ? UNKNOWN : only(ipCountry)
  }
}

function only(country: string): NumberOrigin {
  return { label: country, countries: [country] }
}

function compileCallingCodes(): (digits: string) => NumberOrigin {
  const { country_calling_codes, countries } = readMetadata()
  const leading = new Map<string, RegExp>()
  for (const [country, packed] of Object.entries(countries)) {
    if (packed[PLACE_OF_LEADING]) leading.set(country, new RegExp(`^(?:${packed[PLACE_OF_LEADING]})`))
  }
  return (digits) => {
    for (const end of [1, 2, 3]) {
      const sharing = country_calling_codes[digits.slice(0, end)]?.filter((code) => code !== WORLD)
      if (sharing === undefined) continue
      const country =
        sharing.length === 1 ? sharing[0] : sharing.find((each) => leading.get(each)?.test(digits.slice(end)))
      return country ? only(country) : { label: `+${digits.slice(0, end)}`, countries: sharing }
    }
    return UNKNOWN
  }
}

/** The metadata's name for what is no country's, such as satellite phones. */
const WORLD = '001'
