import { FORM_TEXTS } from '../../../../lib/texts/forms/form-texts.ts'
import { LANGUAGES } from '../../../../lib/texts/notice/language.ts'
import { fillForm } from '../../../../scripts/forms/fill-form.ts'

const words = (content: string) => ({
  nodes: [
    {
      id: 'step',
      type: 'STEP',
      config: {
        components: [
          { id: 'words', category: 'BLOCK', type: 'RICH_TEXT', config: { content } },
          { id: 'line', category: 'BLOCK', type: 'DIVIDER' },
        ],
      },
    },
    { id: 'flow', type: 'FLOW', config: { flow_id: 'F' } },
  ],
})

test('English stands in place, the others beside it, in the shape of the component', () => {
  const form = fillForm(words('<p>%offer.later%</p>'), FORM_TEXTS)
  expect(form).toMatchObject({
    languages: { primary: 'en', default: 'en' },
    nodes: [{ config: { components: [{ config: { content: '<p>Not now</p>' } }, { id: 'line' }] } }, {}],
  })
  const translations = form['translations'] as Record<string, unknown>
  expect(Object.keys(translations)).toEqual(LANGUAGES.filter((language) => language !== 'en'))
  expect(translations['de']).toEqual({ components: { words: { config: { content: '<p>Jetzt nicht</p>' } } } })
})

test('rich text of a language that runs from right to left says so, and keeps the number apart', () => {
  const { translations } = fillForm(words('<p>%removal.body%</p>'), FORM_TEXTS) as {
    translations: Record<string, { components: { words: { config: { content: string } } } }>
  }
  const contentIn = (language: string) => translations[language]?.components.words.config.content
  expect(contentIn('ar')).toMatch(/^<div dir="rtl"><p>.*\u2066\{\{vars\.phone\}\}\u2069.*<\/p><\/div>$/)
  expect(contentIn('fr')).toMatch(/^<p>Le numéro \{\{vars\.phone\}\} ne .*<\/p>$/)
})

test('messages are translated, too', () => {
  const form = fillForm(
    { ...words('x'), messages: { errors: { ERR: '%errors.ERR_TEL_EXPECTED%' } } },
    FORM_TEXTS,
  )
  expect(form).toMatchObject({
    messages: { errors: { ERR: 'Please enter a valid phone number.' } },
    translations: {
      es: { components: {}, messages: { errors: { ERR: 'Introduzca un número de teléfono válido.' } } },
    },
  })
})

test('a slot without words is an error', () => {
  expect(() => fillForm(words('%offer.price%'), FORM_TEXTS)).toThrow('There are no words for %offer.price%.')
})
