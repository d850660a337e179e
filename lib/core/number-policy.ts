import type { PhoneNumber } from './phone-number.ts'

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

export type NumberJudgement = { country: string; isTextable: boolean }

/**
 * Whose number it is, and whether it can be a mobile phone's.
 * @returns undefined for a number of no country in the table
 */
export function judgeNumber(phone: PhoneNumber, table: NumberTable): NumberJudgement | undefined {
  for (const [country, numbers] of Object.entries(table)) {
    const national = nationalPart(phone, numbers)
    if (national === undefined || !belongsTo(national, numbers)) continue
    return { country, isTextable: isTextable(national, numbers) }
  }
  return undefined
}

function nationalPart(phone: PhoneNumber, { callingCode }: CountryNumbers): string | undefined {
  const prefix = `+${callingCode}`
  return phone.startsWith(prefix) ? phone.slice(prefix.length) : undefined
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
