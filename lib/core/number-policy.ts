import type { IdentifiedNumber, NumberTable } from './identify-number.ts'
import { identifyNumber } from './identify-number.ts'
import type { NumberKind } from './number-kinds.ts'
import { NUMBER_TABLE } from './number-table.ts'
import type { PhoneNumber } from './phone-number.ts'

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

const LONGEST_SHORT_NUMBER = 6

type Rule = { why: NumberRefusal; applies: (number: IdentifiedNumber, policy: NumberPolicy) => boolean }

// Why in this order: what can be nobody's phone anywhere is told apart from what the settings do not allow.
const RULES: readonly Rule[] = [
  { why: 'fictional', applies: ({ isFictional }) => isFictional },
  { why: 'short_or_emergency', applies: ({ kind, national }) => kind === undefined && isShort(national) },
  { why: 'not_a_number', applies: ({ kind }) => kind === undefined },
  { why: 'country_not_allowed', applies: ({ country }, { countries }) => !countries.includes(country) },
  // Premium and shared-cost numbers earn their owners money, others are no phone that a person reads texts on.
  { why: 'kind_not_allowed', applies: ({ kind }, { kinds }) => !kinds.some((allowed) => allowed === kind) },
]

/**
 * Judges whether a number may be sent a code. The first rule that applies refuses it.
 * @param table of the countries that the build is made for; others only for tests
 * @returns the country with a refusal too, where it is known
 */
export function judgeNumber(
  phone: PhoneNumber,
  policy: NumberPolicy,
  table: NumberTable = NUMBER_TABLE,
): NumberVerdict {
  const number = identifyNumber(phone, table)
  // A country that the build knows nothing of is never allowed.
  if (number === undefined) return { kind: 'refused', why: 'country_not_allowed' }
  const { country } = number
  const refusal = RULES.find(({ applies }) => applies(number, policy))
  if (refusal) return { kind: 'refused', why: refusal.why, ...(country !== '' && { country }) }
  return { kind: 'allowed', country }
}

/** No subscriber has so few digits; emergency services, the police or a doctor on call (116 117) do. */
function isShort(national: string): boolean {
  return national.length <= LONGEST_SHORT_NUMBER
}
