import type { PhoneNumber } from './phone-number.ts'

/**
 * In the order in which they are tried. What may be a landline or a mobile phone is `mobile`. Toll-free, shared-cost,
 * premium, personal and company-wide numbers, pagers and voicemail are `special`.
 */
const KINDS = ['mobile', 'fixed_line', 'voip', 'special'] as const
type Kind = (typeof KINDS)[number]
/** Matches nothing, not even an empty text. */
const NOTHING = '(?!)'

/** What is known of one country's numbers: regular expressions without captures for the whole national number. */
export type CountryNumbers = Partial<Record<Kind, string>> & {
  /** Calling code without `+`, e.g. `44`. Several countries may share one. */
  callingCode: string
  /** Numbers that begin so are this country's, where several share a calling code. */
  leading?: string
  /** Numbers that are kept for films and books, of any kind or none. */
  fictional?: string
}

/** By ISO 3166-1 alpha-2 code; countries that share a calling code in the order in which they are tried. */
export type NumberTable = Readonly<Record<string, CountryNumbers>>

/** What a number is, whatever the policy. */
export type IdentifiedNumber = {
  /** Without the calling code. */
  national: string
  /** Empty if several countries share the calling code and it is of none of them. */
  country: string
  /** Undefined if it is nobody's number. */
  kind: Kind | undefined
  isFictional: boolean
}

/** @returns undefined for a calling code that the table has no country of */
export function identifyNumber(phone: PhoneNumber, table: NumberTable): IdentifiedNumber | undefined {
  const byCode = compiled(table)
  // No calling code is the beginning of another.
  for (const end of [2, 3, 4]) {
    const countries = byCode.get(phone.slice(1, end))
    if (countries) return identifyAmong(countries, phone.slice(end))
  }
  return undefined
}

function identifyAmong(countries: readonly Country[], national: string): IdentifiedNumber {
  const owner = countries.length === 1 ? countries[0] : countries.find((country) => owns(country, national))
  return {
    national,
    country: owner?.name ?? '',
    kind: owner && kindOf(owner, national),
    isFictional: countries.some(({ fictional }) => fictional.test(national)),
  }
}

type Country = { name: string; leading: RegExp | undefined; fictional: RegExp; whole: RegExp }

function owns(country: Country, national: string): boolean {
  return country.leading?.test(national) ?? kindOf(country, national) !== undefined
}

function kindOf({ whole }: Country, national: string): Kind | undefined {
  const groups = whole.exec(national)?.slice(1) ?? []
  return KINDS[groups.findIndex((group) => group !== undefined)]
}

const TABLES = new WeakMap<NumberTable, ReadonlyMap<string, readonly Country[]>>()

// A million numbers are judged in a row: no regular expression is made twice.
function compiled(table: NumberTable): ReadonlyMap<string, readonly Country[]> {
  const known = TABLES.get(table)
  if (known) return known
  const byCode = new Map<string, Country[]>()
  for (const [name, numbers] of Object.entries(table)) {
    const { callingCode } = numbers
    byCode.set(callingCode, [...(byCode.get(callingCode) ?? []), compile(name, numbers)])
  }
  TABLES.set(table, byCode)
  return byCode
}

function compile(name: string, numbers: CountryNumbers): Country {
  const { leading, fictional = NOTHING } = numbers
  const groups = KINDS.map((kind) => `(${numbers[kind] ?? NOTHING})`)
  return {
    name,
    leading: leading === undefined ? undefined : new RegExp(`^(?:${leading})`),
    fictional: new RegExp(`^(?:${fictional})$`),
    whole: new RegExp(`^(?:${groups.join('|')})$`),
  }
}
