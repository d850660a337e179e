import { find } from 'linkifyjs'
import { SegmentedMessage } from 'sms-segments-calculator'
import type { SmsLanguage } from '../../../lib/texts/sms/language.ts'
import { SMS_LANGUAGES } from '../../../lib/texts/sms/language.ts'
import { SMS_TEXTS } from '../../../lib/texts/sms/sms-texts.ts'
import { BRAND_AND_HOST_LIMIT, buildSmsTemplate } from '../../../scripts/texts/build-sms-template.ts'
import { fillSmsText } from '../../../scripts/texts/fill-sms-text.ts'
import { countUnits, isOneMessage } from './support/message-units.ts'
import { parseOriginBoundMessage } from './support/origin-bound-message.ts'
import { brandOf, hostOf, render } from './support/rendering.ts'

type Row = {
  language: SmsLanguage
  encoding: 'GSM-7' | 'UCS-2'
  /** With the longest brand and host. */
  units: number
  minutes: RegExp
  /** What says that the code is for nobody else. */
  secret: RegExp
}

const row = (
  language: SmsLanguage,
  encoding: Row['encoding'],
  units: number,
  minutes: RegExp,
  secret: RegExp,
) => ({
  ...{ language, encoding, units, minutes, secret },
})

const ROWS: Row[] = [
  row('en', 'GSM-7', 132, /\b3 minutes\b/, /Do not share it/),
  row('de', 'GSM-7', 129, /\b3 Minuten\b/, /Geben Sie ihn nicht weiter/),
  row('es', 'GSM-7', 132, /\b3 minutos\b/, /No la comparta/),
  row('fr', 'GSM-7', 140, /\b3 minutes\b/, /Ne le communiquez à personne/),
  row('pt', 'GSM-7', 124, /\b3 minutos\b/, /Nunca o revele/),
  row('ja', 'UCS-2', 70, /3分間有効/, /共有禁止/),
  row('ar', 'UCS-2', 70, /3 دقائق/, /سري/),
  row('cs', 'GSM-7', 118, /\b3 minuty\b/, /neprozrazujte/),
  row('da', 'GSM-7', 130, /\b3 minutter\b/, /Del den ikke/),
  row('fi', 'GSM-7', 139, /\b3 minuuttia\b/, /Älä kerro/),
  row('it', 'GSM-7', 130, /\b3 minuti\b/, /Non va comunicato/),
  row('ko', 'UCS-2', 70, /3분/, /공유 금지/),
  row('nb', 'GSM-7', 131, /\b3 minutter\b/, /Ikke del den/),
  row('nl', 'GSM-7', 132, /\b3 minuten\b/, /Deel deze met niemand/),
  row('pl', 'GSM-7', 117, /\b3 minuty\b/, /Nie podawaj/),
  row('ro', 'GSM-7', 133, /\b3 minute\b/, /A nu se divulga/),
  row('sv', 'GSM-7', 129, /\b3 minuter\b/, /Dela den inte/),
  row('tr', 'GSM-7', 119, /\b3 dakika\b/, /kimseye vermeyin/),
  row('uk', 'UCS-2', 70, /3 хв/, /таємно/),
  row('zh', 'UCS-2', 69, /3分钟/, /请勿泄露/),
  row('zh-Hant', 'UCS-2', 69, /3分鐘/, /請勿洩漏/),
]

/** Every way to share the room between a brand and a host, the shortest host being one such as `a.io`. */
const LONGEST = Array.from({ length: BRAND_AND_HOST_LIMIT - 4 }, (_, index) => {
  const host = hostOf(index + 4)
  return { host, brand: brandOf(BRAND_AND_HOST_LIMIT - host.length) }
})
const templates = LONGEST.map((names) => ({ ...names, template: buildSmsTemplate(names) }))

/** Beside a short host, brands of one character up to all that there is room for. */
const SHORTER = Array.from({ length: BRAND_AND_HOST_LIMIT - 'example.com'.length }, (_, index) => {
  const names = { brand: brandOf(index + 1), host: 'example.com' }
  return { ...names, template: buildSmsTemplate(names) }
})

test('R53 every language has a row', () => {
  expect(ROWS.map(({ language }) => language)).toEqual([...SMS_LANGUAGES])
})

test('R53 there are twenty languages, Chinese in both its scripts', () => {
  const spoken = new Set(SMS_LANGUAGES.map((language) => new Intl.Locale(language).language))
  expect(spoken.size).toBe(20)
})

describe.each(ROWS)('R50 the text in $language', ({ language, encoding, units, minutes, secret }) => {
  const messagesWith = (code: string) =>
    templates.map(({ brand, host, template }) => ({
      ...{ brand, host, text: render(template, { code, locale: language }) },
    }))

  describe.each(['000000', '123456'])('with the code %s', (code) => {
    const messages = messagesWith(code)

    test(`is one message of ${units} units of ${encoding}, however long the brand and the host`, () => {
      for (const { text } of messages) {
        expect(countUnits(text)).toEqual({ encoding, units })
        expect(isOneMessage(text)).toBe(true)
      }
    })

    test('is one message by the count of a library too', () => {
      // It takes its time: the shortest host, the longest, and two between.
      for (const { text } of messages.filter((_, index) => index % 10 === 0)) {
        const { encodingName, segmentsCount } = new SegmentedMessage(text)
        expect({ encodingName, segmentsCount }).toEqual({ encodingName: encoding, segmentsCount: 1 })
      }
    })

    test('ends with the line that binds the code to the host, in plain ASCII', () => {
      for (const { text, host } of messages) {
        expect(parseOriginBoundMessage(text)).toEqual({ host, code })
        expect(text.split('\n').at(-1)).toBe(`@${host} #${code}`)
      }
    })

    test('says the brand, the code, how long it works, and that it is for nobody else', () => {
      for (const { text, brand } of messages) {
        const sentence = text.slice(0, text.lastIndexOf('\n'))
        expect(sentence).toContain(brand)
        expect(sentence.split(code)).toHaveLength(2)
        expect(text.split(code)).toHaveLength(3)
        expect(sentence).toMatch(minutes)
        expect(sentence).toMatch(secret)
      }
    })

    test('has no link but the host', () => {
      for (const { text, host } of messages) {
        expect(text).not.toMatch(/https?:|www\.|:\/\//i)
        expect(find(text).map(({ value }) => value)).toEqual([host])
      }
    })

    test('has nothing that cannot be seen, no space too many, and nothing left to fill in', () => {
      for (const { text } of messages) {
        expect(text).not.toMatch(/(?!\n)[\p{C}\u00a0]|^\s|\s$| {2}| \n|\n\n|[{}]/u)
      }
    })
  })

  test('is the fullest that fits beside shorter names', () => {
    const chosen = SHORTER.map(({ brand, template }) => {
      const values = { brand, code: '123456', lifetimeMinutes: 3 }
      const line = '\n@example.com #123456'
      const messages = SMS_TEXTS[language].text.map((text) => fillSmsText(text, language, values) + line)
      const fullest = messages.findIndex(isOneMessage)
      expect(render(template, { code: '123456', locale: language })).toBe(messages[fullest])
      return fullest
    })
    // Each is there because it is needed.
    expect([...new Set(chosen)]).toEqual(SMS_TEXTS[language].text.map((_, index) => index))
  })
})

test.each([
  ['login.example.com', 18],
  ['acme-example.eu.auth0.com', 10],
  ['localhost', 26],
])('R50 at %s a brand may have %d characters, and no more', (host, length) => {
  expect(() => buildSmsTemplate({ brand: brandOf(length), host })).not.toThrow()
  expect(() => buildSmsTemplate({ brand: brandOf(length + 1), host })).toThrow(
    `have 36 characters, 1 too many for one message in Japanese, Arabic, Korean, Ukrainian: shorten the brand`,
  )
})

test('R50 characters of a brand that cost two are counted as two', () => {
  expect(() => buildSmsTemplate({ brand: '€'.repeat(15), host: 'localhost' })).not.toThrow()
  // Less than 35 characters, but 162 septets.
  expect(() => buildSmsTemplate({ brand: '€'.repeat(24), host: 'localhost' })).toThrow(
    'have 33 characters, 2 too many for one message in French, Finnish: shorten the brand',
  )
})

test.each([
  ['160 letters of the basic table', 'a'.repeat(160), true],
  ['161 of them', 'a'.repeat(161), false],
  ['80 of the extension', '€'.repeat(80), true],
  ['81 of them', '€'.repeat(81), false],
  ['70 with one outside', `ó${'a'.repeat(69)}`, true],
  ['71 with one outside', `ó${'a'.repeat(70)}`, false],
])('the count that the other tests trust, and that of the library: %s', (_, text, one) => {
  expect(isOneMessage(text)).toBe(one)
  expect(new SegmentedMessage(text).segmentsCount === 1).toBe(one)
})

test.each([3, 4, 5, 6, 7, 8, 9, 10])(
  'R50 a lifetime of %d minutes is what every text says',
  (lifetimeMinutes) => {
    const template = buildSmsTemplate({ brand: 'Example', host: 'login.example.com', lifetimeMinutes })
    for (const language of SMS_LANGUAGES) {
      const text = render(template, { code: '000000', locale: language })
      expect(text.replaceAll('000000', '').match(/\d+/g)).toEqual([String(lifetimeMinutes)])
      expect(isOneMessage(text)).toBe(true)
    }
  },
)

test.each<[SmsLanguage, number, string]>([
  ['cs', 4, '4 minuty'],
  ['cs', 5, '5 minut.'],
  ['pl', 4, '4 minuty'],
  ['pl', 5, '5 minut.'],
  ['ar', 10, '10 دقائق'],
  ['fi', 10, '10 minuuttia'],
])('in %s it is %d in the right form: %s', (locale, lifetimeMinutes, words) => {
  const template = buildSmsTemplate({ brand: 'Example', host: 'example.com', lifetimeMinutes })
  expect(render(template, { code: '000000', locale })).toContain(words)
})
