import { parsePhoneNumberWithError } from 'libphonenumber-js/max'
import { normalisePhone } from '../service/phone-field.ts'
import type { Json, JsonObject } from '../state.ts'
import { fieldsOf } from './form-nodes.ts'
import type { FormError, FormLanguage } from './form-language.ts'
import { objectOf, objectsOf, textOf } from './json-parts.ts'

/** What came with a POST, by field; a repeated one as an array. */
export type Typed = { [name: string]: string | string[] }

export type FieldErrors = { [id: string]: string }

type Read = { value: Json } | { error: FormError; details?: { [name: string]: number } }

/** The values of a step's fields, or what is wrong with them. */
export function readFields(
  step: JsonObject,
  typed: Typed,
  language: FormLanguage,
): { values: JsonObject; errors: FieldErrors } {
  const values: JsonObject = {}
  const errors: FieldErrors = {}
  for (const field of fieldsOf(step)) {
    const id = textOf(field['id'])
    const read = readField(field, id, typed)
    if ('value' in read) values[id] = read.value
    else errors[id] = language.error(read.error, read.details)
  }
  return { values, errors }
}

function readField(field: JsonObject, id: string, typed: Typed): Read {
  const config = objectOf(field['config'])
  const isRequired = field['required'] === true
  const given = [typed[id] ?? []].flat()
  switch (textOf(field['type'])) {
    case 'TEXT':
      return readText(config, isRequired, given)
    case 'TEL':
      return readPhone(config, isRequired, given, [typed[`${id}.country`] ?? []].flat()[0] ?? '')
    case 'CHOICE':
      return readChoice(config, isRequired, given)
    case 'LEGAL': {
      const isAccepted = given.includes('true')
      return isRequired && !isAccepted ? { error: 'ERR_ACCEPTANCE_REQUIRED' } : { value: isAccepted }
    }
    default:
      throw new Error(`A form has a field of a kind that is not here: ${textOf(field['type'])}.`)
  }
}

function readText(config: JsonObject, isRequired: boolean, given: string[]): Read {
  // Browsers send line ends as CRLF; a person typed one character.
  const value = (given[0] ?? '').replace(/\r\n/g, '\n')
  if (value.trim() === '') return isRequired ? { error: 'ERR_REQUIRED_PROPERTY' } : { value: '' }
  const wrong = wrongLength(config, value)
  return wrong ?? { value }
}

function wrongLength({ min_length, max_length }: JsonObject, value: string): Read | undefined {
  if (typeof min_length === 'number' && value.length < min_length) {
    return { error: 'ERR_TOO_SHORT_STRING', details: { minLength: min_length } }
  }
  if (typeof max_length === 'number' && value.length > max_length) {
    return { error: 'ERR_TOO_LONG_STRING', details: { maxLength: max_length } }
  }
  return undefined
}

function readPhone(config: JsonObject, isRequired: boolean, given: string[], country: string): Read {
  const typed = (given[0] ?? '').trim()
  if (typed === '') return isRequired ? { error: 'ERR_REQUIRED_PROPERTY' } : { value: '' }
  const wrong = wrongLength(config, typed)
  if (wrong !== undefined) return wrong
  if (config['country_picker'] !== true) {
    // Without a country nobody can tell whether a national number exists.
    return /^\+?[\d\s().-]{4,}$/.test(typed) ? { value: typed } : { error: 'ERR_TEL_EXPECTED' }
  }
  const number = normalisePhone(typed, country)
  return number === undefined ? { error: 'ERR_TEL_EXPECTED' } : { value: describePhone(number) }
}

function describePhone(number: string): JsonObject {
  const parsed = parsePhoneNumberWithError(number)
  return {
    national_number: parsed.nationalNumber,
    national_format: parsed.formatNational(),
    international_number: parsed.number,
    international_format: parsed.formatInternational(),
    country_code_iso: parsed.country ?? '',
    country_code_number: parsed.countryCallingCode,
  }
}

function readChoice(config: JsonObject, isRequired: boolean, given: string[]): Read {
  const known = objectsOf(config['options']).map(({ value }) => textOf(value))
  const isMultiple = config['multiple'] === true
  if (given.some((each) => !known.includes(each)) || (!isMultiple && given.length > 1)) {
    return { error: 'ERR_CHOICE_EXPECTED' }
  }
  if (given.length === 0 && isRequired) return { error: 'ERR_REQUIRED_PROPERTY' }
  return { value: isMultiple ? given : (given[0] ?? '') }
}
