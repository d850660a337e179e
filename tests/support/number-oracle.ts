import { parsePhoneNumberFromString } from 'libphonenumber-js/max'

import type { IdentifiedNumber, NumberTable } from '../../lib/core/identify-number.ts'
import { identifyNumber } from '../../lib/core/identify-number.ts'
import { parsePhoneNumber } from '../../lib/core/phone-number.ts'

/** Whose number it is, and of which kind, as one line. */
type Answer = string

const KINDS: Partial<Record<string, IdentifiedNumber['kind']>> = {
  MOBILE: 'mobile',
  FIXED_LINE_OR_MOBILE: 'mobile',
  FIXED_LINE: 'fixed_line',
  VOIP: 'voip',
}
const NOBODYS = 'nobody’s'

/** libphonenumber-js itself, with all that it knows. What it has to mend first is not E.164. */
function askOracle(text: string): Answer {
  const parsed = parsePhoneNumberFromString(text)
  if (parsed?.number !== text) return NOBODYS
  const type = parsed.getType()
  return type === undefined ? NOBODYS : `${parsed.country ?? ''} ${KINDS[type] ?? 'special'}`
}

export function askTable(text: string, table: NumberTable): Answer {
  const phone = parsePhoneNumber(text)
  const number = phone && identifyNumber(phone, table)
  return number?.kind === undefined ? NOBODYS : `${number.country} ${number.kind}`
}

/** What the table says otherwise than the oracle. */
export function differences(texts: Iterable<string>, table: NumberTable): string[] {
  const found: string[] = []
  for (const text of texts) {
    const [expected, actual] = [askOracle(text), askTable(text, table)]
    if (expected !== actual) found.push(`${text} is ${expected}, not ${actual}`)
  }
  return found
}
