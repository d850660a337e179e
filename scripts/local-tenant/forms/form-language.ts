import type { JsonObject } from '../state.ts'
import { objectOf, textOf } from './json-parts.ts'

const RIGHT_TO_LEFT = /^(ar|he|fa|ur)\b/i

/** Auth0's keys; the words where a form does not say others. */
const ERRORS = {
  ERR_INVALID_INPUT: 'Please check the fields that are marked and try again.',
  ERR_REQUIRED_PROPERTY: 'This field is required.',
  ERR_ACCEPTANCE_REQUIRED: 'Please accept this to go on.',
  ERR_TOO_SHORT_STRING: 'This is too short: at least {{minLength}} characters.',
  ERR_TOO_LONG_STRING: 'This is too long: at most {{maxLength}} characters.',
  ERR_TEL_EXPECTED: 'Please enter a valid phone number.',
  ERR_CHOICE_EXPECTED: 'Please choose one of the options.',
  ERR_FLOW_FAILED: 'Something went wrong. Please try again.',
} as const

export type FormError = keyof typeof ERRORS

/** A form in one language. */
export type FormLanguage = {
  lang: string
  dir: 'ltr' | 'rtl'
  custom: JsonObject
  error(code: FormError, details?: { [name: string]: number }): string
  /** A component with what is translated of it in place. */
  translate(component: JsonObject): JsonObject
}

/** Source: Auth0 docs, customize/forms/custom-messages-and-translation: the browser's language decides. */
export function languageOf(form: JsonObject, acceptLanguage: string | undefined): FormLanguage {
  const translations = objectOf(form['translations'])
  const primary = textOf(objectOf(form['languages'])['primary']) || 'en'
  const lang = chosen([primary, ...Object.keys(translations)], acceptLanguage) ?? primary
  const translated = lang === primary ? {} : objectOf(translations[lang])
  const own = objectOf(form['messages'])
  const other = objectOf(translated['messages'])
  const errors = { ...ERRORS, ...objectOf(own['errors']), ...objectOf(other['errors']) }
  return {
    lang,
    dir: RIGHT_TO_LEFT.test(lang) ? 'rtl' : 'ltr',
    custom: { ...objectOf(own['custom']), ...objectOf(other['custom']) },
    error: (code, details = {}) =>
      textOf(errors[code]).replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => String(details[name] ?? '')),
    translate(component) {
      const words = objectOf(objectOf(translated['components'])[textOf(component['id'])])
      const config = mergeConfig(objectOf(component['config']), objectOf(words['config']))
      return { ...component, ...words, config }
    },
  }
}

/** Options are translated by their value, so that a translation can neither add nor remove one. */
function mergeConfig(config: JsonObject, words: JsonObject): JsonObject {
  const { options: labels, ...rest } = words
  const merged = { ...config, ...rest }
  if (!Array.isArray(labels) || !Array.isArray(config['options'])) return merged
  const options = config['options'].map((option) => {
    const label = labels.map(objectOf).find(({ value }) => value === objectOf(option)['value'])
    return { ...objectOf(option), ...label }
  })
  return { ...merged, options }
}

function chosen(known: string[], acceptLanguage = ''): string | undefined {
  const asked = acceptLanguage
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';')
      const quality = parameters.map((each) => /^\s*q=([\d.]+)/.exec(each)?.[1]).find(Boolean)
      return { tag: tag.toLowerCase(), quality: quality === undefined ? 1 : Number(quality) }
    })
    .filter(({ tag, quality }) => tag !== '' && quality > 0)
    .sort((a, b) => b.quality - a.quality)
  for (const { tag } of asked) {
    const found =
      known.find((each) => each.toLowerCase() === tag) ??
      known.find((each) => baseOf(each) === baseOf(tag) && (each.length === 2 || tag.length === 2))
    if (found !== undefined) return found
  }
  return undefined
}

const baseOf = (tag: string): string => tag.toLowerCase().split('-')[0] ?? ''
