import type { SmsLanguage } from '../../../lib/texts/sms/language.ts'
import { SMS_LANGUAGES } from '../../../lib/texts/sms/language.ts'
import { SMS_TEXTS } from '../../../lib/texts/sms/sms-texts.ts'

const marksIn = (text: string) => (text.match(/\{\w+\}/g) ?? []).toSorted()

const SCRIPTS: Partial<Record<SmsLanguage, RegExp>> = {
  ja: /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u,
  ar: /\p{Script=Arabic}/u,
  ko: /\p{Script=Hangul}/u,
  uk: /\p{Script=Cyrillic}/u,
  zh: /\p{Script=Han}/u,
  'zh-Hant': /\p{Script=Han}/u,
}

describe.each(SMS_LANGUAGES)('R53 the words in %s', (language) => {
  const { text, voice, minutes } = SMS_TEXTS[language]

  test('have the brand, the code and the minutes, each once; a call has the code twice', () => {
    for (const each of text) {
      expect(marksIn(each)).toEqual(['{brand}', '{code}', expect.stringMatching(/^\{(minutes|n)\}$/)])
    }
    expect(marksIn(voice)).toEqual(['{brand}', '{code}', '{code}', '{minutes}'])
    for (const word of Object.values(minutes)) expect(marksIn(word)).toEqual(['{n}'])
  })

  test('are in their own script', () => {
    const script = SCRIPTS[language] ?? /\p{Script=Latin}/u
    const foreign = SCRIPTS[language] === undefined ? /(?!\p{Script=Latin})\p{L}/u : /\p{Script=Latin}/u
    for (const each of [...text, voice]) {
      const words = each.replaceAll(/\{\w+\}/g, '')
      expect(words).toMatch(script)
      expect(words).not.toMatch(foreign)
    }
  })

  test('are no other language’s', () => {
    const others = SMS_LANGUAGES.filter((other) => other !== language)
    expect(others.filter((other) => SMS_TEXTS[other].voice === voice)).toEqual([])
  })

  test('are written as they should be shown', () => {
    for (const each of [...text, voice]) {
      expect(each.trim()).toBe(each)
      expect(each.normalize('NFC')).toBe(each)
      expect(each).not.toMatch(/^$| {2}| \n|\n |[<>@#%]/)
    }
  })

  test('have a form for every number of minutes that can be told', () => {
    const categories = new Set([3, 4, 5, 6, 7, 8, 9, 10].map((n) => new Intl.PluralRules(language).select(n)))
    const words = [...categories].map((category) => minutes[category] ?? minutes.other)
    expect(new Set(words).size).toBe(categories.size)
  })
})
