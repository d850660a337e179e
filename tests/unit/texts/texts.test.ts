import { fillText } from '../../../lib/texts/fill.ts'
import type { Language } from '../../../lib/texts/texts.ts'
import { isRightToLeft, LANGUAGES, languageOf, TEXTS, textsFor } from '../../../lib/texts/texts.ts'

/** Every text, by where it stands, e.g. `forms.offer.title`. */
function textsIn(value: object, path = ''): Map<string, string> {
  const found = new Map<string, string>()
  for (const [key, inner] of Object.entries(value) as [string, string | object][]) {
    const here = path === '' ? key : `${path}.${key}`
    if (typeof inner === 'string') found.set(here, inner)
    else for (const [deeper, text] of textsIn(inner, here)) found.set(deeper, text)
  }
  return found
}

const english = textsIn(TEXTS.en)
const marksIn = (text = '') => (text.match(/\{\w+\}/g) ?? []).toSorted()
const others = LANGUAGES.filter((language) => language !== 'en')

describe.each(others)('the texts in %s', (language) => {
  const texts = textsIn(TEXTS[language])

  test('are all there, and no more', () => {
    expect([...texts.keys()].toSorted()).toEqual([...english.keys()].toSorted())
  })

  test('lose no placeholder and invent none', () => {
    for (const [path, text] of texts)
      expect([path, marksIn(text)]).toEqual([path, marksIn(english.get(path))])
  })

  test('are translated', () => {
    expect([...texts].filter(([path, text]) => text === english.get(path))).toEqual([])
  })
})

const BUTTON = /\.(accept|later|cancel|next|confirm|keep|button)$/

describe.each(LANGUAGES)('every text in %s', (language) => {
  test.each([...textsIn(TEXTS[language])])('%s', (path, text) => {
    expect(text.trim()).toBe(text)
    expect(text).not.toMatch(/^$|[<>&"%]| {2}|[#@]{2}|[\u2066-\u2069]/)
    // As Auth0's description of Forms says, with room for the name of an app.
    if (path.endsWith('.subject')) expect(text.length).toBeLessThanOrEqual(150)
    if (BUTTON.test(path)) expect(text.length).toBeLessThanOrEqual(40)
    expect(text.length).toBeLessThanOrEqual(path.startsWith('forms.errors.') ? 255 : 500)
  })
})

test.each<[Language, RegExp]>([
  ['ar', /\p{Script=Arabic}/u],
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u],
])('every text in %s is in its own script', (language, script) => {
  const foreign = [...textsIn(TEXTS[language])].filter(([, text]) => !script.test(text))
  expect(foreign).toEqual([])
  const latin = [...textsIn(TEXTS[language])].filter(([, text]) =>
    /[a-z]/i.test(text.replaceAll(/\{\w+\}|SMS/g, '')),
  )
  expect(latin).toEqual([])
})

test.each<[string, Language]>([
  ['de', 'de'],
  ['pt-BR', 'pt'],
  ['zh-Hant-TW', 'en'],
  ['AR-eg', 'ar'],
  ['pt_BR', 'pt'],
  ['de-CH,de;q=0.9,en;q=0.8', 'de'],
  ['en;q=0.1, fr;q=0.9', 'fr'],
  ['sv, ja;q=0.5', 'ja'],
  ['fr;q=0, es', 'es'],
  ['*', 'en'],
  ['', 'en'],
  ['den', 'en'],
  [';q=1,,', 'en'],
  ['fr;q=nonsense', 'en'],
])('for %j the language is %s', (wanted, language) => {
  expect(languageOf(wanted)).toBe(language)
  expect(textsFor(wanted)).toBe(TEXTS[language])
})

test('only Arabic runs from right to left', () => {
  expect(LANGUAGES.filter(isRightToLeft)).toEqual(['ar'])
})

test.each<[string, Language, string]>([
  ['a value in English', 'en', 'a ••56 b'],
  ['a number in Arabic, kept apart', 'ar', 'a \u2066••56\u2069 b'],
])('%s', (_, language, filled) => {
  expect(fillText('a {phone} b', language, { phone: '••56' })).toBe(filled)
})

test('a value that looks like a mark or a replacement pattern stays a value', () => {
  expect(fillText('{app} {other}', 'en', { app: '$& {phone}' })).toBe('$& {phone} {other}')
})
