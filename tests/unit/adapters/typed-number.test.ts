import { knownCountries } from '../../../lib/adapters/known-countries.ts'
import { readPageAnswer } from '../../../lib/adapters/page-answer.ts'
import { judgeTypedNumber } from '../../../lib/adapters/typed-number.ts'
import { DEFAULT_COUNTRIES } from '../../../lib/core/countries.ts'
import type { NumberPolicy } from '../../../lib/core/number-policy.ts'
import { SettingsError } from '../../../lib/errors.ts'
import type { PromptSettings } from '../../../lib/settings.ts'
import { answeredEvent, postLoginEvent } from '../../support/post-login-kit.ts'

const mobilesOf = (countries: readonly string[]): NumberPolicy => ({ countries, kinds: ['mobile'] })
const REFUSED = { kind: 'refused' }
const taken = (phone: string) => ({ kind: 'number', phone })

describe('a number that a person has typed', () => {
  test.each([
    ['Germany', '+4915112345678'],
    ['Austria', '+436641234567'],
    ['Switzerland', '+41791234567'],
    ['Spain', '+34612345678'],
    ['France', '+33612345678'],
    ['the United Kingdom', '+447400123456'],
    ['Japan', '+819012345678'],
    ['Portugal', '+351912345678'],
  ])('R31 a mobile of %s is taken', (_country, number) => {
    expect(judgeTypedNumber(number, mobilesOf(DEFAULT_COUNTRIES))).toEqual(taken(number))
    const picked = { international_number: number, country: 'XX' }
    expect(judgeTypedNumber(picked, mobilesOf(DEFAULT_COUNTRIES))).toEqual(taken(number))
  })

  test.each<[string, unknown]>([
    ['R32 a landline', '+493012345678'],
    ['R32 a toll-free number', '+33800123456'],
    ['R32 a shared-cost number', '+441904500000'],
    ['R32 a premium number', '+33899123456'],
    ['R32 a pager', '+447640123456'],
    ['R32 an emergency number', '+49112'],
    ['R32 a short number', '+3464'],
    ['R31 T16 Jamaica', '+18765550123'],
    ['R31 the United States', '+12025550143'],
    ['R31 Brazil', '+5511987654321'],
    ['R31 T16 the Isle of Man, which shares a code', '+447624123456'],
    ['R31 T16 Jersey, which shares a code', '+447797712345'],
    ['R32 a satellite', '+881612345678'],
    ['R30 a national form', '0151 12345678'],
    ['R30 a form with 00', '004915112345678'],
    ['R30 too few digits', '+49151'],
    ['R30 too many digits', '+4915112345678901'],
    ['R30 a trunk zero', '+49015112345678'],
    ['R30 an extension', '+4915112345678;ext=5'],
    ['R30 an extension in words', '+4915112345678 ext 5'],
    ['T20 a header', '+4915112345678\r\nBcc: x'],
    ['R30 a second number', '+4915112345678,+4915112345679'],
    ['R30 words around it', 'call +4915112345678 now'],
    ['R30 letters', '+49151ABCDEFGH'],
    ['R30 junk', 'x'],
    ['nothing', ''],
    ['no text', 4915112345678],
    ['no field', undefined],
    ['an object without a number', { number: '+4915112345678' }],
    ['an object with two', { international_number: ['+4915112345678'] }],
    ['a list', ['+4915112345678']],
    ['null', null],
  ])('%s is refused', (_name, value) => {
    expect(judgeTypedNumber(value, mobilesOf(DEFAULT_COUNTRIES))).toEqual(REFUSED)
  })

  // The Form's phone field gives E.164. Whatever another form of it means, it never becomes another number.
  test.each<[string, string]>([
    ['spaces', '+49 151 1234 5678'],
    ['a bracketed zero', '+49 (0) 151 12345678'],
    ['RTL marks', '\u202b+4915112345678\u202c'],
    ['an RTL mark inside', '+\u200f4915112345678'],
    ['Arabic-Indic digits', '+٤٩١٥١١٢٣٤٥٦٧٨'],
    ['full-width digits', '＋４９１５１１２３４５６７８'],
  ])('R30 one with %s is that number or refused, never another', (_name, text) => {
    expect([REFUSED, taken('+4915112345678')]).toContainEqual(
      judgeTypedNumber(text, mobilesOf(DEFAULT_COUNTRIES)),
    )
  })

  test('R31 countries narrow it further', () => {
    expect(judgeTypedNumber('+4915112345678', mobilesOf(['AT']))).toEqual(REFUSED)
    expect(judgeTypedNumber('+436641234567', mobilesOf(['AT']))).toEqual(taken('+436641234567'))
    expect(judgeTypedNumber('+436641234567', mobilesOf([]))).toEqual(REFUSED)
  })

  test('R31 a country that the build does not know is that of no number', () => {
    expect(judgeTypedNumber('+4915112345678', mobilesOf(['XX']))).toEqual(REFUSED)
  })
})

describe('the countries whose numbers may be typed', () => {
  test.each<[string, readonly string[] | undefined, readonly string[]]>([
    ['those that the build was made for, if none are named', undefined, DEFAULT_COUNTRIES],
    ['those that are named', ['DE', 'AT'], ['DE', 'AT']],
    ['none, if the list is empty', [], []],
  ])('R31 are %s', (_name, allowed, expected) => {
    expect(knownCountries(allowed)).toEqual(expected)
  })

  test.each([
    [['DE', 'XX', 'YY'], 'XX YY'],
    [['toString'], 'toString'],
    [['de'], 'de'],
  ])('R65 that the build does not know are named: %j', (allowed, named) => {
    const problem = `ALLOWED_COUNTRIES not in this build: ${named}`
    expect(() => knownCountries(allowed)).toThrow(new SettingsError([problem]))
  })
})

describe('what a page was answered', () => {
  const settings: PromptSettings = {
    ...{ tenantDomain: 'acme.eu.auth0.com', hosts: ['acme.eu.auth0.com'], companionClientId: 'companion' },
    ...{
      policy: { phone: 'never', offerAgainDays: 30, offerTimes: 3 },
      collectNumber: true,
      countries: undefined,
    },
    forms: { offer: 'f-offer', required: 'f-required', number: 'f-number', removal: 'f-removal' },
  }
  type Prompt = { id: string; fields?: Record<string, unknown>; vars?: Record<string, unknown> }
  const phone = { international_number: '+4915112345678' }
  const accepted = { choice: 'accepted' }
  const none = { kind: 'none' }

  test.each<[string, Prompt | undefined, boolean, object]>([
    ['yes', { id: 'f-offer', vars: accepted }, true, none],
    [
      'yes, with a number',
      { id: 'f-number', fields: { phone }, vars: accepted },
      true,
      taken('+4915112345678'),
    ],
    [
      'yes, with a number that may not be used',
      { id: 'f-number', fields: { phone: 'x' }, vars: accepted },
      true,
      REFUSED,
    ],
    ['yes, without the number', { id: 'f-number', vars: accepted }, true, REFUSED],
    [
      'yes, on a page that asks for no number',
      { id: 'f-offer', fields: { phone }, vars: accepted },
      true,
      none,
    ],
    ['T13 no', { id: 'f-offer', vars: { choice: 'declined' } }, false, none],
    ['T13 no, with a number', { id: 'f-number', fields: { phone }, vars: {} }, false, none],
    [
      'T26 a choice in a field, which a browser can write',
      { id: 'f-removal', fields: accepted },
      false,
      none,
    ],
    ['T26 another word', { id: 'f-removal', vars: { choice: true } }, false, none],
    ['T26 a list of choices', { id: 'f-removal', vars: { choice: ['accepted'] } }, false, none],
    ['nothing at all', undefined, false, none],
  ])('%s', (_name, prompt, yes, number) => {
    const event = prompt ? answeredEvent(postLoginEvent(), prompt) : postLoginEvent()
    expect(readPageAnswer(event, settings)).toEqual({ accepted: yes, number })
  })

  test('R31 only a number of the countries in the settings is taken', () => {
    const event = answeredEvent(postLoginEvent(), { id: 'f-number', fields: { phone }, vars: accepted })
    const answer = readPageAnswer(event, { ...settings, countries: ['AT'] })
    expect(answer).toEqual({ accepted: true, number: REFUSED })
  })

  test('R65 a country that is not in the build is an error of the settings', () => {
    const event = answeredEvent(postLoginEvent(), { id: 'f-number', fields: { phone }, vars: accepted })
    expect(() => readPageAnswer(event, { ...settings, countries: ['XX'] })).toThrow(SettingsError)
  })
})
