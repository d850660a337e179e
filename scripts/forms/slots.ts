import { fillText } from '../../lib/texts/fill.ts'
import type { FormTexts } from '../../lib/texts/forms/en.ts'
import type { Language } from '../../lib/texts/notice/language.ts'
import type { Json } from './json.ts'
import { isObject } from './json.ts'

const SLOT = /%(\w+)\.(\w+)%/g

/** What a text's own `{name}` becomes in a Form: the variable that the Action hands over. */
const VARIABLES = { phone: '{{vars.phone}}' }

/**
 * Puts words into the slots of a text, e.g. `%offer.title%`.
 *
 * @throws {Error} naming a slot that there are no words for
 */
export function fillSlots(text: string, texts: FormTexts, language: Language): string {
  return text.replace(SLOT, (slot, page: string, name: string) => {
    const words = (texts as Record<string, Record<string, string> | undefined>)[page]?.[name]
    if (words === undefined) throw new Error(`There are no words for ${slot}.`)
    return fillText(words, language, VARIABLES)
  })
}

/** The part of a value that has slots, in its own shape; undefined if none has. */
export function slottedPart(value: Json): Json | undefined {
  if (typeof value === 'string') return value.search(SLOT) < 0 ? undefined : value
  if (!isObject(value)) return undefined
  const parts = Object.entries(value).flatMap(([key, inner]) => {
    const part = slottedPart(inner)
    return part === undefined ? [] : [[key, part] as const]
  })
  return parts.length > 0 ? Object.fromEntries(parts) : undefined
}
