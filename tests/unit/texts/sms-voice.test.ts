import type { SmsLanguage } from '../../../lib/texts/sms/language.ts'
import { SMS_LANGUAGES } from '../../../lib/texts/sms/language.ts'
import { buildVoiceTemplate } from '../../../scripts/texts/build-voice-template.ts'
import { render } from './support/rendering.ts'

const TEMPLATE = buildVoiceTemplate({ brand: 'Example' })
const call = (locale: SmsLanguage, code = '042137') => render(TEMPLATE, { code, locale })

/** `0, 4, 2, 1, 3, 7`, with the comma of the language. */
const SPELT = /0([,，、،]) ?4\1 ?2\1 ?1\1 ?3\1 ?7(?!\d)/g

describe.each(SMS_LANGUAGES)('R50 R53 the call in %s', (language) => {
  test('says the code twice, digit by digit, and never as a number', () => {
    expect(call(language).match(SPELT)).toHaveLength(2)
    expect(call(language)).not.toMatch(/\d\d/)
  })

  test('says the brand and how long the code works', () => {
    expect(call(language)).toContain('Example')
    expect(call(language).replaceAll(SPELT, '')).toMatch(/3 ?\p{L}/u)
    expect(call(language).replaceAll(SPELT, '').match(/\d/g)).toHaveLength(1)
  })

  test('is one line of words, with nothing left to fill in', () => {
    expect(call(language)).not.toMatch(/[\n{}@#]|https?:|^\s|\s$| {2}/)
  })

  test.each(['0.4.2.1.3.7', '0. 4. 2. 1. 3. 7.', '0 4 2 1 3 7'])(
    'is the same when Auth0 hands over the code as %s',
    (code) => {
      expect(call(language, code)).toBe(call(language))
    },
  )
})

test('in English, word by word', () => {
  expect(call('en')).toBe(
    'Hello. This is Example. Your verification code is: 0, 4, 2, 1, 3, 7. Once more: 0, 4, 2, 1, 3, 7. ' +
      'It works for 3 minutes. Do not share it with anyone. Goodbye.',
  )
})

test.each<[SmsLanguage, number, string]>([
  ['uk', 3, '3 хвилини'],
  ['uk', 5, '5 хвилин.'],
  ['pl', 10, '10 minut.'],
  ['cs', 3, '3 minuty'],
  ['ja', 5, '5分間'],
])('in %s, %d minutes are %s', (locale, lifetimeMinutes, words) => {
  const template = buildVoiceTemplate({ brand: 'Example', lifetimeMinutes })
  expect(render(template, { code: '042137', locale })).toContain(words)
})
