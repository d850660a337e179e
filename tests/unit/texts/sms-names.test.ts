import { buildSmsTemplate } from '../../../scripts/texts/build-sms-template.ts'
import { buildVoiceTemplate } from '../../../scripts/texts/build-voice-template.ts'
import { parseOriginBoundMessage } from './support/origin-bound-message.ts'
import { render } from './support/rendering.ts'

const HOST = 'login.example.com'

test.each([
  'Acme',
  'A&B',
  'Studio 54',
  'Café Noir',
  'Østerå',
  '3M',
  'St. Moritz',
  "O'Neill",
  'Yahoo!',
  'Co. [x] €',
])('the brand %j is said as it is', (brand) => {
  const text = render(buildSmsTemplate({ brand, host: HOST }), { code: '123456' })
  expect(text).toContain(`123456 is your ${brand} verification code.`)
  expect(render(buildVoiceTemplate({ brand }), { code: '123456' })).toContain(`This is ${brand}.`)
})

test('an accent that was typed on its own belongs to its letter', () => {
  const text = render(buildSmsTemplate({ brand: 'Cafe\u0301', host: HOST }), { code: '1' })
  expect(text).toContain('your Caf\u00e9 verification')
})

const UNSEEN = 'has a line break, or a character that cannot be seen'
const MEANING = 'has one of { } < > @ #'
const LINK = 'looks like a link'
const DIGITS = 'has four digits or more'

test.each<[string, string]>([
  ['', 'is empty'],
  ['   ', 'is empty'],
  [' Acme', 'has spaces at an end'],
  ['Acme ', 'has spaces at an end'],
  ['Ac  me', 'has spaces at an end or side by side'],
  ['Acme\u00a0Bank', UNSEEN],
  ['Acme\u200b', UNSEEN],
  ['Acme\t', UNSEEN],
  ['Acme\u0000', UNSEEN],
  ['Acme\n@evil.example #123456', UNSEEN],
  ['Acme\r@evil.example #123456', UNSEEN],
  ['Acme\u2028@evil.example #123456', UNSEEN],
  ['\u202eemcA', UNSEEN],
  ['\u200fAcme', UNSEEN],
  ['A\u2066c\u2069', UNSEEN],
  ['A\ud800', UNSEEN],
  ['{{ user.email }}', MEANING],
  ['{% include "x" %}', MEANING],
  ['{%- endcase -%}', MEANING],
  ['Acme {', MEANING],
  ['##TENANT_DOMAIN##', MEANING],
  ['@@COMPANION_CALLBACKS@@', MEANING],
  ['@evil', MEANING],
  ['<b>Acme</b>', MEANING],
  ['<Say>x</Say>', MEANING],
  ['acme.com', LINK],
  ['Go to evil.example now', LINK],
  ['www.acme', LINK],
  ['https://acme', LINK],
  ['10.0.0.1', LINK],
  ['bücher.de', LINK],
  ['Acme 123456', DIGITS],
  ['1-800 Acme', DIGITS],
  ['12 34', DIGITS],
])('T20 the brand %j is refused: it %s', (brand, problem) => {
  expect(() => buildSmsTemplate({ brand, host: HOST })).toThrow(problem)
  expect(() => buildVoiceTemplate({ brand })).toThrow(problem)
})

test('T20 a brand of 500 characters is refused, and not repeated', () => {
  const build = () => buildSmsTemplate({ brand: 'x'.repeat(500), host: HOST })
  expect(build).toThrow('have 517 characters')
  expect(build).not.toThrow('x'.repeat(41))
})

test.each([
  ['Škoda', 'Š'],
  ['日本', '日 本'],
  ['Acme 🚀', '🚀'],
  ['Citroën', 'ë'],
  ['‘Acme’', '‘ ’'],
  ['أكمي', 'أ ك م ي'],
])(
  'a brand outside GSM-7, %j, is refused with %s and the languages that it would not fit in',
  (brand, letters) => {
    expect(() => buildSmsTemplate({ brand, host: HOST })).toThrow(
      `The brand ${JSON.stringify(brand)} has ${letters}, which GSM-7, the alphabet of short messages, does not have. ` +
        'One message then holds 70 characters instead of 160, and the text does not fit in English, German, Spanish, ' +
        'French, Portuguese, Czech, Danish, Finnish, Italian, Norwegian Bokmål, Dutch, Polish, Romanian, Swedish, ' +
        'Turkish: write the brand without it.',
    )
  },
)

test.each([
  'example.com',
  HOST,
  'acme-example.eu.auth0.com',
  'xn--bcher-kva.example',
  'a.b.c.example',
  '3m.com',
  'localhost',
])('a code is bound to the host %s', (host) => {
  const text = render(buildSmsTemplate({ brand: 'Acme', host }), { code: '042137' })
  expect(parseOriginBoundMessage(text)).toEqual({ host, code: '042137' })
})

test.each([
  ['', 'login.example.com'],
  ['https://login.example.com', 'login.example.com'],
  ['https://id.acme.com/path', 'id.acme.com'],
  ['id.acme.com/', 'id.acme.com'],
  ['ID.Acme.com', 'id.acme.com'],
  ['id.acme.com:3000', 'id.acme.com'],
  ['localhost:3000', 'localhost'],
  ['bücher.example', 'xn--bcher-kva.example'],
  ['acme', 'login.example.com'],
  ['id.acme.com.', 'login.example.com'],
  ['.acme.com', 'login.example.com'],
  ['-acme.com', 'login.example.com'],
  ['id_1.acme.com', 'login.example.com'],
  ['10.0.0.1', 'login.example.com'],
  ['[::1]', 'login.example.com'],
  [`${'a'.repeat(64)}.com`, 'login.example.com'],
  ['id.acme.com #654321', 'login.example.com'],
  ['id.acme.com\n@evil.example', 'login.example.com'],
  ['{{ custom_domain.domain }}', 'login.example.com'],
  ['##TENANT_DOMAIN##', 'login.example.com'],
  ['evil.example\u202e', 'login.example.com'],
])('T20 the host %j is refused, with what it should be: %s', (host, instead) => {
  const build = () => buildSmsTemplate({ brand: 'Acme', host })
  expect(build).toThrow('is not a host in ASCII and small letters')
  expect(build).toThrow(`give it as in ${instead}.`)
})

test.each([0, 1, 2, 11, 3.5, -3, NaN, Infinity])('a lifetime of %d minutes is refused', (lifetimeMinutes) => {
  const problem = `A code cannot be said to work for ${lifetimeMinutes} minutes`
  expect(() => buildSmsTemplate({ brand: 'Acme', host: HOST, lifetimeMinutes })).toThrow(problem)
  expect(() => buildVoiceTemplate({ brand: 'Acme', lifetimeMinutes })).toThrow(problem)
})

test('R65 all that is wrong is named at once', () => {
  const build = () => buildSmsTemplate({ brand: 'acme.com', host: 'ACME.com', lifetimeMinutes: 60 })
  expect(build).toThrow(
    new Error(
      'The brand "acme.com" looks like a link, and phones would make it one: leave out the dot, or what follows it. ' +
        'The host "ACME.com" is not a host in ASCII and small letters, without https://, port and path: ' +
        'give it as in acme.com. ' +
        'A code cannot be said to work for 60 minutes: give it 3 to 10, in whole minutes.',
    ),
  )
})
