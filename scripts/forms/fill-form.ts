import type { FormTexts } from '../../lib/texts/forms/en.ts'
import type { Language } from '../../lib/texts/notice/language.ts'
import { isRightToLeft, LANGUAGES } from '../../lib/texts/notice/language.ts'
import type { Json, JsonObject } from './json.ts'
import { isObject, mapTexts } from './json.ts'
import { fillSlots, slottedPart } from './slots.ts'

type Component = JsonObject & { id: string; type: string }

/**
 * Makes a Form of its structure and the words: English in place, the other languages as translations of each
 * component, in the component's own shape. Auth0 picks the language of the browser.
 */
export function fillForm(form: JsonObject, texts: Record<Language, FormTexts>): JsonObject {
  const translated = LANGUAGES.filter((language) => language !== 'en')
  return {
    languages: { primary: 'en', default: 'en' },
    ...(mapTexts(form, (text) => fillSlots(text, texts.en, 'en')) as JsonObject),
    translations: Object.fromEntries(
      translated.map((language) => [language, translate(form, texts[language], language)]),
    ),
  }
}

function translate(form: JsonObject, texts: FormTexts, language: Language): JsonObject {
  const fill = (part: Json) => mapTexts(part, (text) => fillSlots(text, texts, language))
  const components = componentsOf(form).flatMap((component) => {
    const part = slottedPart(component)
    return part === undefined ? [] : [[component.id, direct(component.type, fill(part), language)] as const]
  })
  const messages = slottedPart(form['messages'] ?? null)
  return {
    components: Object.fromEntries(components),
    ...(messages !== undefined && { messages: fill(messages) }),
  }
}

// Auth0's page knows no direction, so rich text brings its own; a label or a button is a single run of letters.
function direct(type: string, part: Json, language: Language): Json {
  if (type !== 'RICH_TEXT' || !isRightToLeft(language)) return part
  return mapTexts(part, (content) => `<div dir="rtl">${content}</div>`)
}

function componentsOf({ nodes }: JsonObject): Component[] {
  if (!Array.isArray(nodes)) return []
  return nodes.flatMap((node) => {
    const config = isObject(node) ? node['config'] : undefined
    const components = isObject(config) ? config['components'] : undefined
    return Array.isArray(components) ? (components as Component[]) : []
  })
}
