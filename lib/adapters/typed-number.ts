import type { CountryCode, MetadataJson, PhoneNumber as ParsedNumber } from 'libphonenumber-js/core'
import { ParseError, parsePhoneNumberWithError } from 'libphonenumber-js/core'

import type { NumberTable } from '../core/identify-number.ts'
import type { NumberPolicy, NumberRefusal } from '../core/number-policy.ts'
import { judgeNumber } from '../core/number-policy.ts'
import { NUMBER_TABLE } from '../core/number-table.ts'
import type { PhoneNumber } from '../core/phone-number.ts'
import { parsePhoneNumber } from '../core/phone-number.ts'
import { isRecord } from '../protocol/unknown-json.ts'
import { PARSING_METADATA } from './parsing-metadata.ts'

/** `country_unknown`: a national number, and no word of whose country. `extension`: no text reaches one. */
export type TypedRefusal = NumberRefusal | 'unreadable' | 'extension' | 'country_unknown'
export type TypedVerdict = { kind: 'number'; phone: PhoneNumber } | { kind: 'refused'; why: TypedRefusal }

/** What a build knows of its countries. */
export type KnownNumbers = { table: NumberTable; metadata: MetadataJson }
const OF_THIS_BUILD: KnownNumbers = { table: NUMBER_TABLE, metadata: PARSING_METADATA }

/**
 * Judges a number that a person has typed into a Form, before it costs anything.
 * @param value of the Form's phone field: text, or what its country picker gives
 *   (https://auth0.com/docs/customize/forms/nodes-and-components, "Phone field output value")
 * @param known of the countries that the build is made for; others only for tests
 */
export function judgeTypedNumber(value: unknown, policy: NumberPolicy, known = OF_THIS_BUILD): TypedVerdict {
  const { text, country } = readField(value, policy)
  const parsed = parseText(text, country, known.metadata)
  if (typeof parsed === 'string') return { kind: 'refused', why: parsed }
  if (parsed.ext !== undefined) return { kind: 'refused', why: 'extension' }
  const phone = parsePhoneNumber(parsed.number)
  if (phone === undefined) return { kind: 'refused', why: withoutRoom(parsed.number) }
  const verdict = judgeNumber(phone, policy, known.table)
  return verdict.kind === 'refused' ? { kind: 'refused', why: verdict.why } : { kind: 'number', phone }
}

type Field = { text: unknown; country: unknown }

// A national number is read only where its country is certain: guessed, it is a stranger's.
function readField(value: unknown, { countries }: NumberPolicy): Field {
  const country = countries.length === 1 ? countries[0] : undefined
  if (!isRecord(value)) return { text: value, country }
  const { international_number, national_number, country_code_iso } = value
  return { text: international_number ?? national_number, country: country_code_iso ?? country }
}

function parseText(text: unknown, country: unknown, metadata: MetadataJson): ParsedNumber | TypedRefusal {
  const plain = typeof text === 'string' ? plainText(text) : undefined
  if (plain === undefined || OTHER_PARAMETERS.test(plain)) return 'unreadable'
  const isKnown = typeof country === 'string' && Object.hasOwn(metadata.countries, country)
  const whole = isKnown ? plain : plain.replace(INTERNATIONAL_PREFIX, '+')
  const options = { extract: false, ...(isKnown && { defaultCountry: country as CountryCode }) }
  try {
    return parsePhoneNumberWithError(whole, options, metadata)
  } catch (error) {
    if (!(error instanceof ParseError)) throw error
    if (error.message !== 'INVALID_COUNTRY') return WHY[error.message] ?? 'unreadable'
    if (country !== undefined || whole.startsWith('+')) return 'country_not_allowed'
    return SHORT.test(whole) ? 'short_or_emergency' : 'country_unknown'
  }
}

/** By what libphonenumber-js says. */
const WHY: Partial<Record<string, TypedRefusal>> = {
  TOO_SHORT: 'short_or_emergency',
  TOO_LONG: 'not_a_number',
}

/** Marks that a right-to-left page puts around a number, and that nobody sees (Unicode Annex 9). */
const BIDI_MARKS = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g
/** How a number of another country is dialled, from most countries (ITU-T E.123). */
const INTERNATIONAL_PREFIX = /^[0٠۰０]{2}/
/** An emergency number is one in every country. */
const SHORT = /^(?:\P{Nd}*\p{Nd}){1,6}\P{Nd}*$/u
/** RFC 3966. They say that the number before them is not the whole of it. */
const OTHER_PARAMETERS = /;(?!ext=)/i

function plainText(text: string): string {
  return text
    .replace(BIDI_MARKS, '')
    .replace(/\s+/g, ' ')
    .replace('＋', '+')
    .replace(/^ ?tel:/i, '')
    .trim()
}

// E.164 has room for no fewer digits than the shortest number has, and for no more than 15.
function withoutRoom(number: string): TypedRefusal {
  return number.length < 8 ? 'short_or_emergency' : 'not_a_number'
}
