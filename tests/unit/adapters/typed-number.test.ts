import { knownCountries } from '../../../lib/adapters/known-countries.ts'
import { readPageAnswer } from '../../../lib/adapters/page-answer.ts'
import type { TypedRefusal } from '../../../lib/adapters/typed-number.ts'
import { judgeTypedNumber } from '../../../lib/adapters/typed-number.ts'
import { DEFAULT_COUNTRIES } from '../../../lib/core/countries.ts'
import type { NumberPolicy } from '../../../lib/core/number-policy.ts'
import { SettingsError } from '../../../lib/errors.ts'
import type { PromptSettings } from '../../../lib/settings.ts'
import { answeredEvent, postLoginEvent } from '../../support/post-login-kit.ts'

const mobilesOf = (countries: readonly string[]): NumberPolicy => ({ countries, kinds: ['mobile'] })
const DEFAULTS = mobilesOf(DEFAULT_COUNTRIES)
const taken = (phone: string) => ({ kind: 'number', phone })
const refused = (why: TypedRefusal) => ({ kind: 'refused', why })

// What is typed in all its forms: typed-number-door.test.ts.
describe('what a Form’s phone field gives', () => {
  const german = { national_number: '15112345678', country_code_iso: 'DE', country_code_number: '49' }

  test.each<[string, unknown, object]>([
    ['R30 text', '+4915112345678', taken('+4915112345678')],
    [
      'R30 all forms of a number',
      { ...german, international_number: '+4915112345678' },
      taken('+4915112345678'),
    ],
    ['R30 only its national form', german, taken('+4915112345678')],
    [
      'R30 a number of another country than the one that was picked',
      { international_number: '+4915112345678', country_code_iso: 'AT' },
      taken('+4915112345678'),
    ],
    ['R30 no country', { international_number: '+4915112345678' }, taken('+4915112345678')],
    ['R30 its national form and no country', { national_number: '15112345678' }, refused('country_unknown')],
    [
      'R31 its national form of a country that the build does not know',
      { ...german, country_code_iso: 'US' },
      refused('country_not_allowed'),
    ],
    [
      'R30 a country that is none',
      { ...german, country_code_iso: 'toString' },
      refused('country_not_allowed'),
    ],
    ['R30 a country that is no text', { ...german, country_code_iso: 49 }, refused('country_not_allowed')],
    ['R30 two numbers', { international_number: ['+4915112345678'] }, refused('unreadable')],
    ['R30 something else', { number: '+4915112345678' }, refused('unreadable')],
    ['R30 a number that is no text', 4915112345678, refused('unreadable')],
    ['R30 a list', ['+4915112345678'], refused('unreadable')],
    ['R30 yes', true, refused('unreadable')],
    ['R30 nothing', undefined, refused('unreadable')],
    ['R30 null', null, refused('unreadable')],
  ])('%s', (_name, value, expected) => {
    expect(judgeTypedNumber(value, DEFAULTS)).toEqual(expected)
  })

  test('R31 countries narrow it further', () => {
    expect(judgeTypedNumber('+4915112345678', mobilesOf(['AT']))).toEqual(refused('country_not_allowed'))
    expect(judgeTypedNumber('+436641234567', mobilesOf(['AT']))).toEqual(taken('+436641234567'))
    expect(judgeTypedNumber('+436641234567', mobilesOf([]))).toEqual(refused('country_not_allowed'))
  })

  test('R31 where one country is allowed, a national number is one of it', () => {
    expect(judgeTypedNumber('0664 1234567', mobilesOf(['AT']))).toEqual(taken('+436641234567'))
    expect(judgeTypedNumber('0664 1234567', mobilesOf(['AT', 'DE']))).toEqual(refused('country_unknown'))
  })

  test('R31 a country that the build does not know is that of no number', () => {
    expect(judgeTypedNumber('+4915112345678', mobilesOf(['XX']))).toEqual(refused('country_not_allowed'))
  })

  test('R32 a landline is taken if the settings allow it', () => {
    const policy: NumberPolicy = { ...DEFAULTS, kinds: ['mobile', 'fixed_line'] }
    expect(judgeTypedNumber('+493012345678', DEFAULTS)).toEqual(refused('kind_not_allowed'))
    expect(judgeTypedNumber('+493012345678', policy)).toEqual(taken('+493012345678'))
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
    smsOnlyAccounts: 'refuse',
    ...{
      policy: { phone: 'never', offerAgainDays: 30, offerTimes: 3 },
      collectNumber: true,
      countries: undefined,
      kinds: ['mobile'],
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
      refused('unreadable'),
    ],
    ['yes, without the number', { id: 'f-number', vars: accepted }, true, refused('unreadable')],
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
    expect(answer).toEqual({ accepted: true, number: refused('country_not_allowed') })
  })

  test('R32 a landline is taken if the settings say so', () => {
    const landline = { international_number: '+493012345678' }
    const event = answeredEvent(postLoginEvent(), {
      id: 'f-number',
      fields: { phone: landline },
      vars: accepted,
    })
    const answer = readPageAnswer(event, { ...settings, kinds: ['fixed_line'] })
    expect(answer).toEqual({ accepted: true, number: taken('+493012345678') })
  })

  test('R65 a country that is not in the build is an error of the settings', () => {
    const event = answeredEvent(postLoginEvent(), { id: 'f-number', fields: { phone }, vars: accepted })
    expect(() => readPageAnswer(event, { ...settings, countries: ['XX'] })).toThrow(SettingsError)
  })
})
