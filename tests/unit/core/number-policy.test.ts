import { NUMBER_KINDS } from '../../../lib/core/number-kinds.ts'
import type { NumberPolicy, NumberVerdict } from '../../../lib/core/number-policy.ts'
import { judgeNumber } from '../../../lib/core/number-policy.ts'
import { NUMBER_TABLE } from '../../../lib/core/number-table.ts'
import { FICTIONAL_NUMBERS } from '../../../scripts/fictional-numbers.ts'
import { compileNumberTable } from '../../../scripts/number-table.ts'
import { LONG_LIST } from '../../support/countries.ts'
import { seededChance } from '../../../scripts/policy/seeded-chance.ts'
import { textOf } from '../../support/random-numbers.ts'
import { phoneNumber } from '../../support/values.ts'

const TABLE = compileNumberTable(LONG_LIST)
const MOBILES: NumberPolicy = { countries: ['DE', 'GB', 'US', 'FI', 'IT', 'NO', 'AU'], kinds: ['mobile'] }
const ALL_KINDS: NumberPolicy = { ...MOBILES, kinds: NUMBER_KINDS }

const judge = (number: string, policy = MOBILES): NumberVerdict =>
  judgeNumber(phoneNumber(number), policy, TABLE)
const allowed = (country: string): NumberVerdict => ({ kind: 'allowed', country })
const refused = (why: string, country?: string): object => ({
  ...{ kind: 'refused', why },
  ...(country !== undefined && { country }),
})

describe('a number that may be sent a code', () => {
  test.each([
    ['a mobile of Germany', '+4915112345678', 'DE'],
    ['a mobile of the United Kingdom', '+447400123456', 'GB'],
    ['a number of the United States, which may be a mobile', '+12015550000', 'US'],
    ['a mobile of Finland', '+358412345678', 'FI'],
    ['a mobile of Italy', '+393123456789', 'IT'],
    ['a mobile of Norway', '+4740612345', 'NO'],
    ['a mobile of Australia', '+61412345678', 'AU'],
  ])('R31 is %s', (_name, number, country) => {
    expect(judge(number)).toStrictEqual(allowed(country))
  })
})

test('R32 a short number that is a mobile of its country may be sent a code', () => {
  const table = { XX: { callingCode: '290', mobile: '[56]\\d{4}' } }
  const policy: NumberPolicy = { countries: ['XX'], kinds: ['mobile'] }
  expect(judgeNumber(phoneNumber('+29051234'), policy, table)).toStrictEqual(allowed('XX'))
})

describe('a number of another country that shares the calling code', () => {
  test.each([
    ['Jamaica', '+18765550000', 'JM'],
    ['Jamaica, by its other area code', '+16585550000', 'JM'],
    ['the Dominican Republic', '+18095550000', 'DO'],
    ['the Bahamas', '+12423591234', 'BS'],
    ['Bermuda', '+14413701234', 'BM'],
    ['Puerto Rico', '+17875550000', 'PR'],
    ['Guam', '+16715550000', 'GU'],
    ['Canada', '+14165550000', 'CA'],
    ['Jersey', '+447797712345', 'JE'],
    ['Guernsey', '+447781123456', 'GG'],
    ['the Isle of Man', '+447624123456', 'IM'],
    ['Åland', '+35818123456', 'AX'],
    ['the Vatican', '+390669812345', 'VA'],
    ['Svalbard', '+4779123456', 'SJ'],
    ['Christmas Island', '+61891641234', 'CX'],
    ['the Cocos Islands', '+61891621234', 'CC'],
  ])('R31 T16 is not one of the country that is allowed: %s', (_name, number, country) => {
    expect(judge(number)).toStrictEqual(refused('country_not_allowed', country))
    expect(judge(number, { ...MOBILES, countries: [...MOBILES.countries, country] })).not.toStrictEqual(
      refused('country_not_allowed', country),
    )
  })
})

describe('a number of a kind that is never sent a code', () => {
  test.each([
    ['premium-rate', '+499001234567', 'DE'],
    ['premium-rate', '+449012345678', 'GB'],
    ['premium-rate', '+19002345678', 'US'],
    ['shared-cost', '+4918012345', 'DE'],
    ['shared-cost', '+448431234567', 'GB'],
    ['toll-free', '+498001234567', 'DE'],
    ['toll-free', '+448001234567', 'GB'],
    ['toll-free', '+18002345678', 'US'],
    ['of a pager', '+4916412345', 'DE'],
    ['of a pager', '+447640123456', 'GB'],
    ['of a voicemail', '+49177991234567', 'DE'],
    ['personal', '+4970012345678', 'DE'],
    ['personal', '+447012345678', 'GB'],
    ['personal', '+15002345678', 'US'],
    ['company-wide', '+4918500123456', 'DE'],
    ['company-wide', '+445512345678', 'GB'],
  ])('R32 is one that is %s: %s', (_name, number, country) => {
    expect(judge(number, ALL_KINDS)).toStrictEqual(refused('kind_not_allowed', country))
  })
})

describe('a number of a kind that is sent a code by setting', () => {
  test.each([
    ['fixed_line', '+493012345678', 'DE'],
    ['fixed_line', '+441212345678', 'GB'],
    ['fixed_line', '+390212345678', 'IT'],
    ['voip', '+445612345678', 'GB'],
    ['voip', '+4785012345', 'NO'],
    ['voip', '+61147101234', 'AU'],
  ] as const)('R32 is a %s one: %s', (kind, number, country) => {
    expect(judge(number)).toStrictEqual(refused('kind_not_allowed', country))
    expect(judge(number, { ...MOBILES, kinds: [kind] })).toStrictEqual(allowed(country))
    expect(judge('+4915112345678', { ...MOBILES, kinds: [kind] })).toStrictEqual(
      refused('kind_not_allowed', 'DE'),
    )
  })
})

describe('what is nobody’s number', () => {
  test.each([
    ['a calling code that the build knows nothing of', '+5215512345678', 'country_not_allowed', undefined],
    ['a calling code of a service', '+881612345678', 'country_not_allowed', undefined],
    ['a calling code of nobody', '+21012345678', 'country_not_allowed', undefined],
    ['the police and the calling code', '+4901120', 'short_or_emergency', 'DE'],
    ['the doctor on call', '+49116117', 'short_or_emergency', 'DE'],
    ['the crisis line of the United States', '+1988000', 'short_or_emergency', undefined],
    ['a mobile of one digit too few', '+44740012345', 'not_a_number', undefined],
    ['a mobile of one digit too many', '+4474001234567', 'not_a_number', undefined],
    ['an area code that nobody has', '+19995550000', 'not_a_number', undefined],
    ['a trunk zero', '+49015112345678', 'not_a_number', 'DE'],
    ['a number of Jersey that nobody has', '+447797000', 'not_a_number', undefined],
  ])('R32 is refused: %s', (_name, number, why, country) => {
    expect(judge(number, ALL_KINDS)).toStrictEqual(refused(why, country))
  })
})

describe('a number that is kept for fiction', () => {
  const everywhere: NumberPolicy = { countries: LONG_LIST, kinds: NUMBER_KINDS }

  test.each([
    ['NANPA', ['+12015550100', '+14165550199'], ['+12015550099', '+14165550200']],
    ['Arcep', ['+33639980000', '+33639989999', '+33199000000'], ['+33639990000', '+33639979999']],
    ['Ofcom', ['+447700900000', '+447700900999', '+442079460000', '+441632960999'], ['+442079461000']],
    ['PTS', ['+46701740605', '+46701740699'], ['+46701740604', '+46701740700']],
    ['Nkom', ['+4768050000', '+4768059999'], ['+4768060000', '+4740612345']],
    [
      'the Bundesnetzagentur',
      ['+491713920000', '+491713920099', '+4917604069000', '+4915228817386'],
      ['+491713920100', '+4915228817387'],
    ],
    ['ACMA', ['+61491570006', '+61491579455', '+61255501234'], ['+61491570007', '+61412345678']],
    ['ComReg', ['+353209100000', '+353209199999'], ['+353850123456']],
  ])('R32 is refused, by the list of %s, and no other is', (_regulator, fictional, real) => {
    for (const number of fictional) expect(judge(number, everywhere)).toMatchObject(refused('fictional'))
    for (const number of real) expect(judge(number, everywhere)).not.toMatchObject(refused('fictional'))
  })

  test.each(Object.entries(FICTIONAL_NUMBERS))('R32 is refused, whatever it is: +%s', (code, pattern) => {
    const chance = seededChance(20_261_124)
    for (let tried = 0; tried < 200; tried += 1) {
      expect(judge(`+${code}${textOf(pattern, chance)}`, everywhere)).toMatchObject(refused('fictional'))
    }
  })

  test('R32 is compiled into the builds that know its country', () => {
    const fictional = Object.entries(NUMBER_TABLE).filter(([, numbers]) => numbers.fictional !== undefined)
    expect(fictional.map(([country]) => country)).toStrictEqual(['FR', 'GB', 'DE'])
  })
})

describe('the policy', () => {
  test.each<[string, NumberPolicy, object]>([
    ['of that country and kind allows it', { countries: ['DE'], kinds: ['mobile'] }, allowed('DE')],
    ['of several allows it', { countries: ['AT', 'DE'], kinds: ['voip', 'mobile'] }, allowed('DE')],
    [
      'of another country does not',
      { countries: ['AT'], kinds: ['mobile'] },
      refused('country_not_allowed', 'DE'),
    ],
    ['of no country does not', { countries: [], kinds: ['mobile'] }, refused('country_not_allowed', 'DE')],
    ['of another kind does not', { countries: ['DE'], kinds: ['voip'] }, refused('kind_not_allowed', 'DE')],
    ['of no kind does not', { countries: ['DE'], kinds: [] }, refused('kind_not_allowed', 'DE')],
    [
      'of another country and kind names the country first',
      { countries: [], kinds: [] },
      refused('country_not_allowed', 'DE'),
    ],
  ])('R31 R32 %s', (_name, policy, expected) => {
    expect(judge('+4915112345678', policy)).toStrictEqual(expected)
  })

  test('R31 knows the default countries when it is given no table', () => {
    const policy: NumberPolicy = { countries: ['DE', 'US'], kinds: ['mobile'] }
    expect(judgeNumber(phoneNumber('+4915112345678'), policy)).toStrictEqual(allowed('DE'))
    expect(judgeNumber(phoneNumber('+12015550000'), policy)).toStrictEqual(refused('country_not_allowed'))
  })
})
