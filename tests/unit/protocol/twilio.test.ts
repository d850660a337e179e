import type { CodeMessage } from '../../../lib/core/delivery.ts'
import {
  buildTextMessage,
  buildVerification,
  buildVoiceCall,
  isCustomCode,
} from '../../../lib/protocol/twilio.ts'
import { codeMessage } from '../../support/code-message.ts'

const account = { accountSid: 'AC0123456789abcdef0123456789abcdef', authToken: 'token' }
const speech = (changes: Partial<CodeMessage>) =>
  buildVoiceCall(account, '+12025550100', { ...codeMessage, ...changes }).form.Twiml
const localeOf = (changes: Partial<CodeMessage>) =>
  buildVerification(account, 'VA1', { ...codeMessage, code: '012345', ...changes } as CodeMessage & {
    code: string
  }).form.Locale

describe('where a request goes', () => {
  const path = `/2010-04-01/Accounts/${account.accountSid}/Messages.json`
  test.each([
    ['to Twilio, if nothing else is said', undefined, 'https://api.twilio.com'],
    ['to another region', 'https://api.dublin.ie1.twilio.com', 'https://api.dublin.ie1.twilio.com'],
    ['to a stand-in that is written with a slash', 'https://localhost:4000/', 'https://localhost:4000'],
    ['to a stand-in that is written with several', 'https://localhost:4000//', 'https://localhost:4000'],
  ])('%s', (_name, apiUrl, origin) => {
    expect(buildTextMessage({ ...account, apiUrl }, { from: 'Acme' }, codeMessage).url).toBe(origin + path)
  })

  test('T20 ids that are none stay within their place in the path', () => {
    const { url } = buildVerification({ ...account, apiUrl: 'https://x' }, '../Services?a#b', {
      ...codeMessage,
      code: '1234',
    })
    expect(url).toBe('https://x/v2/Services/..%2FServices%3Fa%23b/Verifications')
  })
})

describe('what is sent', () => {
  const headers = { authorization: `Basic ${btoa(`${account.accountSid}:${account.authToken}`)}` }
  const { to: To, asText: Body } = codeMessage
  const path = `/2010-04-01/Accounts/${account.accountSid}`

  test.each([
    ['from a number', { from: '+12025550100' }, { From: '+12025550100' }],
    ['from a messaging service', { messagingServiceSid: 'MG1' }, { MessagingServiceSid: 'MG1' }],
  ])('a text %s', (_name, sender, from) => {
    const url = `https://api.twilio.com${path}/Messages.json`
    expect(buildTextMessage(account, sender, codeMessage)).toStrictEqual({
      ...{ url, headers },
      form: { To, ...from, Body },
    })
  })

  test('a call', () => {
    const request = buildVoiceCall(account, '+12025550100', codeMessage)
    expect(request).toMatchObject({ url: `https://api.twilio.com${path}/Calls.json`, headers })
    expect(request.form).toMatchObject({ To, From: '+12025550100' })
  })

  test.each([
    ['text', 'sms'],
    ['voice', 'call'],
  ] as const)('a verification by %s', (method, Channel) => {
    const url = 'https://verify.twilio.com/v2/Services/VA1/Verifications'
    const message = { ...codeMessage, method, code: '012345', locale: undefined }
    expect(buildVerification(account, 'VA1', message)).toStrictEqual({
      ...{ url, headers },
      form: { To, Channel, CustomCode: '012345' },
    })
  })
})

describe('what is said', () => {
  test.each<[string, string | undefined, string]>([
    ['a language', 'de', '<Say language="de-DE">'],
    ['a language of one country', 'fr-CA', '<Say language="fr-CA">'],
    ['a language of a country that Twilio does not tell apart', 'de-AT', '<Say language="de-DE">'],
    ['a language with its script', 'zh-Hans-CN', '<Say language="zh-CN">'],
    ['capitals', 'PT-pt', '<Say language="pt-PT">'],
    ['an underscore, which is not BCP 47', 'en_GB', '<Say language="en-US">'],
    ['Norwegian', 'no', '<Say language="nb-NO">'],
    ['Arabic, which needs a voice', 'ar', '<Say language="ar-XA" voice="Google.ar-XA-Standard-A">'],
    ['Filipino', 'fil', '<Say language="fil-PH" voice="Google.fil-PH-Standard-A">'],
    ['a language that Twilio does not speak', 'eo', '<Say>'],
    ['a language behind a digit', '1de', '<Say>'],
    ['a language that is known by its last letters only', 'xxde', '<Say>'],
    ['a language that is known by its first letters only', 'deu', '<Say>'],
    ['no language', undefined, '<Say>'],
    ['nothing', '', '<Say>'],
    ['T20 a hostile language', 'de" voice="x"/><Dial>+1900</Dial><Say a="', '<Say>'],
    ['T20 a hostile country', 'de-"/><Dial>+1900</Dial>', '<Say language="de-DE">'],
    ['T20 a name that every object has', 'constructor', '<Say>'],
  ])('%s', (_name, locale, say) => {
    expect(speech({ asVoice: '1, 2', locale })).toBe(`<Response>${say}1, 2</Say></Response>`)
  })

  test.each([
    ['markup', '</Say><Dial>+1900</Dial>&', '&#60;/Say&#62;&#60;Dial&#62;+1900&#60;/Dial&#62;&#38;'],
    ['an entity', '&lt;', '&#38;lt;'],
    ['the end of a CDATA section', ']]>', ']]&#62;'],
    ['control characters, which XML has no place for', 'a\0b\x08c\x1fd\uffff', 'a b c d '],
    ['line breaks and tabs', 'a\r\n\tb', 'a\r\n\tb'],
    ['quotation marks', `"'`, `"'`],
  ])('T20 as text: %s', (_name, asVoice, said) => {
    expect(speech({ asVoice, locale: undefined })).toBe(`<Response><Say>${said}</Say></Response>`)
  })
})

describe('the locale of a verification', () => {
  test.each<[string, Partial<CodeMessage>, string | undefined]>([
    ['a language', { locale: 'de' }, 'de'],
    ['a country that Twilio tells apart', { locale: 'pt-BR' }, 'pt-BR'],
    ['a country that it does not', { locale: 'es-MX' }, 'es'],
    ['small letters', { locale: 'en-gb' }, 'en-GB'],
    ['Norwegian', { locale: 'no' }, 'nb'],
    ['Filipino', { locale: 'fil-PH' }, 'tl'],
    ['a language that it has no words in', { locale: 'eo' }, undefined],
    ['none', { locale: undefined }, undefined],
    ['T20 a hostile one', { locale: 'xx\r\nX-Y: z&To=+1900' }, undefined],
    ['T20 a hostile country', { locale: 'de-\r\n&To=+1900' }, 'de'],
    ['a call in a language that it speaks', { locale: 'de', method: 'voice' }, 'de'],
    ['a call in a language that it may not speak', { locale: 'lt', method: 'voice' }, undefined],
  ])('%s', (_name, changes, locale) => {
    expect(localeOf(changes)).toBe(locale)
  })
})

test.each<[string | undefined, boolean]>([
  ['0123', true],
  ['0123456789', true],
  ['A1b2C3', true],
  ['012', false],
  ['01234567890', false],
  ['', false],
  ['12 34', false],
  ['1234\n', false],
  [undefined, false],
])('a code for Twilio Verify: %j', (code, expected) => {
  expect(isCustomCode(code)).toBe(expected)
})
