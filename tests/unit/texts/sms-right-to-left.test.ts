import type { Bidi } from 'bidi-js'
import bidiFactory from 'bidi-js'
import { SMS_TEXTS } from '../../../lib/texts/sms/sms-texts.ts'
import { SMS_LANGUAGES } from '../../../lib/texts/sms/language.ts'
import { fillSmsText } from '../../../scripts/texts/fill-sms-text.ts'

// Its types describe the ES module; the CommonJS one, which is loaded here, is the function itself.
const bidi = (bidiFactory as unknown as () => Bidi)()
const HOST = 'acme-example.eu.auth0.com'

/** Each line as it is seen from left to right (UAX #9). */
function seen(text: string, base: 'ltr' | 'rtl' | 'auto'): string[] {
  return text.split('\n').map((line) => bidi.getReorderedString(line, bidi.getEmbeddingLevels(line, base)))
}

function directions(text: string): string[] {
  return text
    .split('\n')
    .map((line) => ((bidi.getEmbeddingLevels(line, 'auto').paragraphs[0]?.level ?? 0) === 1 ? 'rtl' : 'ltr'))
}

const messages = (brand: string, code: string) =>
  SMS_TEXTS.ar.text.map((text) => {
    const sentence = fillSmsText(text, 'ar', { brand, code, lifetimeMinutes: 3 })
    return `${sentence}\n@${HOST} #${code}`
  })

const BRANDS = ['Example', 'A&B Bank', '3M', 'Studio 54', '365', 'Café!', '(acme)', '-x-', 'Yahoo!']

describe.each(BRANDS)('R50 R53 Arabic with the brand %j', (brand) => {
  describe.each(['000000', '123456'])('and the code %s', (code) => {
    test.each(messages(brand, code))('%j', (text) => {
      const [first = '', , last] = seen(text, 'auto')
      // From right to left: the word for code, the brand, the code.
      expect(directions(text)).toEqual(['rtl', 'rtl', 'ltr'])
      expect(first.split(code)).toHaveLength(2)
      expect(first.split(brand.replaceAll(/[^\w& ]/g, ''))).toHaveLength(2)
      expect(last).toBe(`@${HOST} #${code}`)
    })

    test.each(messages(brand, code))('%j on a phone that shows all text in one direction', (text) => {
      for (const base of ['ltr', 'rtl'] as const) {
        const [first = '', , last = ''] = seen(text, base)
        expect(first.split(code)).toHaveLength(2)
        expect(last).toContain(`${HOST} #${code}`)
      }
    })
  })
})

test('R53 it is read in the order: code of the brand, its digits', () => {
  const [, text = ''] = messages('Example', '123456')
  expect(seen(text, 'auto')[0]).toBe('Example: 123456 زمر')
})

test('the check sees a code that is torn apart', () => {
  expect(seen('رمز 12-34-56', 'auto')[0]).toBe('56-34-12 زمر')
})

test('R53 only Arabic has letters that run from right to left, and no text has marks for direction', () => {
  for (const language of SMS_LANGUAGES) {
    const words = [...SMS_TEXTS[language].text, SMS_TEXTS[language].voice].join('')
    expect(/[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(words)).toBe(language === 'ar')
    expect(words).not.toMatch(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/)
  }
})
