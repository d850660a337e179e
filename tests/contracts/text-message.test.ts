import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Liquid } from 'liquidjs'
import { SegmentedMessage } from 'sms-segments-calculator'
import { parse } from 'yaml'
import { SMS_LANGUAGES } from '../../lib/texts/sms/language.ts'
import { fillKeywords } from '../../scripts/import/keywords.ts'
import { buildSmsTemplate } from '../../scripts/texts/build-sms-template.ts'
import { buildVoiceTemplate } from '../../scripts/texts/build-voice-template.ts'

// What a phone shows and says, from the templates that are deployed. The words themselves: tests/unit/texts.

type Deployed = {
  connections: {
    name: string
    options: { template: string; syntax: string; totp: { time_step: number; length: number } }
  }[]
  phoneTemplates: { type: string; content: { syntax: string; body: { text: string; voice: string } } }[]
}

const BRAND = 'Example'
const HOST = 'acme-example.eu.auth0.com'
const CODE = '042137'

const written = parse(readFileSync(join(__dirname, '..', '..', 'tenant.yaml'), 'utf8')) as Deployed
const { connections, phoneTemplates } = fillKeywords(
  {
    connections: written.connections
      .filter(({ name }) => name === 'sms')
      .map(({ name, options }) => ({ name, options })),
    phoneTemplates: written.phoneTemplates,
  },
  {
    SMS_TEMPLATE: buildSmsTemplate({ brand: BRAND, host: HOST }),
    VOICE_TEMPLATE: buildVoiceTemplate({ brand: BRAND }),
  },
) as Deployed
const options = connections[0]?.options
const verification = phoneTemplates.find(({ type }) => type === 'otp_verify')?.content
const minutes = (options?.totp.time_step ?? 0) / 60

const render = (template = '', variables = {}) =>
  String(
    new Liquid({ strictFilters: true, templates: {} }).parseAndRenderSync(template, {
      code: CODE,
      ...variables,
    }),
  )

test('R50 both templates are Liquid, and within what the Management API takes', () => {
  expect([options?.syntax, verification?.syntax]).toEqual(['liquid', 'liquid'])
  expect(options?.template.length).toBeLessThanOrEqual(5120)
  expect(verification?.body.text.length).toBeLessThanOrEqual(20_000)
  expect(verification?.body.voice.length).toBeLessThanOrEqual(20_000)
})

test('R50 codes are as long as the text was measured with', () => {
  expect(options?.totp.length).toBe(CODE.length)
})

describe.each([
  ['connection', options?.template],
  ['phone template', verification?.body.text],
])('R50 the text of the %s', (_, template) => {
  test('in English, word by word', () => {
    expect(render(template)).toBe(
      `042137 is your Example verification code. It works for ${minutes} minutes. Do not share it with anyone.\n` +
        '@acme-example.eu.auth0.com #042137',
    )
  })

  test.each(SMS_LANGUAGES)(
    'is one message in %s, and says how long the code works, which is how long it does',
    (locale) => {
      const text = render(template, { locale })
      expect(new SegmentedMessage(text).segmentsCount).toBe(1)
      expect(text.replaceAll(CODE, '').replace(HOST, '').match(/\d+/g)).toEqual([String(minutes)])
      expect(text.split('\n').at(-1)).toBe(`@${HOST} #${CODE}`)
    },
  )

  test('R53 is in the language of the page, else in that of the browser', () => {
    expect(render(template, { locale: 'de', request_language: 'fr' })).toContain('Bestätigungscode')
    expect(render(template, { request_language: 'fr-CA,fr;q=0.9' })).toContain('code de vérification')
  })
})

test('R50 the call says how long the code works, and the code digit by digit', () => {
  const call = render(verification?.body.voice)
  expect(call).toContain(`It works for ${minutes} minutes.`)
  expect(call.split('0, 4, 2, 1, 3, 7')).toHaveLength(3)
})
