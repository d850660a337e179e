import type { SmsLanguage } from '../../../lib/texts/sms/language.ts'
import { SMS_LANGUAGES } from '../../../lib/texts/sms/language.ts'
import { buildSmsTemplate } from '../../../scripts/texts/build-sms-template.ts'
import { buildVoiceTemplate } from '../../../scripts/texts/build-voice-template.ts'
import { render } from './support/rendering.ts'

const TEMPLATE = buildSmsTemplate({ brand: 'Example', host: 'login.example.com' })
const CALL = buildVoiceTemplate({ brand: 'Example' })
const variables = (locale: unknown, request_language: unknown) => ({
  code: '123456',
  ...(locale === undefined ? {} : { locale }),
  ...(request_language === undefined ? {} : { request_language }),
})

const textIn = (language: SmsLanguage) => render(TEMPLATE, variables(language, undefined))
const callIn = (language: SmsLanguage) => render(CALL, variables(language, undefined))

test('each language has a text of its own', () => {
  expect(new Set(SMS_LANGUAGES.map(textIn)).size).toBe(SMS_LANGUAGES.length)
  expect(new Set(SMS_LANGUAGES.map(callIn)).size).toBe(SMS_LANGUAGES.length)
  expect(textIn('de')).toContain('Bestätigungscode')
})

test.each<[locale: string | undefined, header: string | undefined, SmsLanguage]>([
  // The language of the page comes first.
  ['de', undefined, 'de'],
  ['de', 'fr,en', 'de'],
  ['de-AT', '', 'de'],
  ['pt-BR', undefined, 'pt'],
  ['pt_PT', undefined, 'pt'],
  ['FR-ca', 'en', 'fr'],
  ['en', 'de', 'en'],
  ['en-GB', 'de', 'en'],
  // Without it, the header does.
  [undefined, 'de-AT,de;q=0.9,en', 'de'],
  ['', 'de-AT,de;q=0.9,en', 'de'],
  [undefined, 'es-419,es;q=0.9', 'es'],
  [undefined, 'ja', 'ja'],
  [undefined, 'ar-EG', 'ar'],
  [undefined, 'it-CH, it;q=0.9, de;q=0.8', 'it'],
  [undefined, 'nl-BE', 'nl'],
  [undefined, 'pl', 'pl'],
  [undefined, 'sv-FI', 'sv'],
  [undefined, 'fi-FI', 'fi'],
  [undefined, 'da', 'da'],
  [undefined, 'cs-CZ', 'cs'],
  [undefined, 'tr-TR', 'tr'],
  [undefined, 'uk-UA', 'uk'],
  [undefined, 'ko-KR', 'ko'],
  [undefined, 'ro-MD', 'ro'],
  [undefined, 'DE', 'de'],
  [undefined, ' de ;q=1', 'de'],
  [undefined, 'en-US,en;q=0.9,de;q=0.8', 'en'],
  // Norwegian has three names.
  [undefined, 'nb-NO', 'nb'],
  [undefined, 'no', 'nb'],
  ['nn-NO', undefined, 'nb'],
  // Chinese has two scripts: named, or by the region.
  ['zh', undefined, 'zh'],
  ['zh-CN', undefined, 'zh'],
  ['zh-Hans-HK', undefined, 'zh'],
  [undefined, 'zh-SG,zh;q=0.9', 'zh'],
  [undefined, 'zh-Hant', 'zh-Hant'],
  ['zh_Hant_TW', undefined, 'zh-Hant'],
  [undefined, 'zh-TW,zh;q=0.9,en;q=0.8', 'zh-Hant'],
  ['zh-HK', undefined, 'zh-Hant'],
  ['zh-MO', undefined, 'zh-Hant'],
  // The next one that we have, when the first is not among ours.
  [undefined, 'ca,es;q=0.9,en;q=0.8', 'es'],
  [undefined, 'ru-RU,ru;q=0.9,uk;q=0.8', 'uk'],
  ['el', 'fr', 'fr'],
  // English, when there is none.
  [undefined, undefined, 'en'],
  ['', '', 'en'],
  ['el', 'el-GR,el;q=0.9', 'en'],
  [undefined, '*', 'en'],
  ['x', 'den,dex-AT,ger', 'en'],
])('R53 the page in %j and the header %j: %s', (locale, header, language) => {
  expect(render(TEMPLATE, variables(locale, header))).toBe(textIn(language))
  expect(render(CALL, variables(locale, header))).toBe(callIn(language))
})

const ENGLISH = render(TEMPLATE, variables(undefined, undefined))

test.each<[string, unknown]>([
  ['Liquid', '{{ code }}{% include "x" %}'],
  ['a tag of Liquid', "{%- endcase -%}{{ user.email }}{%- case 'x' -%}"],
  ['a quote', "x' or chosen == 'de"],
  ['a second last line', 'xx\n@evil.example #123456'],
  ['a header', 'xx\r\nX-Injected: 1'],
  ['HTML', '<img src=x onerror=alert(1)>'],
  ['a mark that turns the direction', '\u202eed'],
  ['no letters', ';;,,--__'],
  ['500 characters', 'x'.repeat(500)],
  ['very many languages', `${'xx,'.repeat(100_000)}de`],
  ['a name of a property', '__proto__'],
  ['another name of a property', 'constructor,toString,size,first'],
  ['a part of a name', 'd,e,,'],
  ['a number', 5],
  ['truth', true],
  ['null', null],
  ['an object', { de: 'de' }],
  ['a list', [['x']]],
])('T20 a language that is %s gives the English text and nothing else', (_, value) => {
  expect(render(TEMPLATE, variables(value, undefined))).toBe(ENGLISH)
  expect(render(TEMPLATE, variables(undefined, value))).toBe(ENGLISH)
  expect(render(TEMPLATE, variables(value, value))).toBe(ENGLISH)
})
