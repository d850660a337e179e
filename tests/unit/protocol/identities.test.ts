import {
  buildIdentitiesPath,
  buildIdentityPath,
  buildLinkBody,
  buildPhoneAccountsPath,
  buildReadAccountPath,
  buildReadIdentitiesPath,
  buildSearchPath,
  buildUserPath,
  hasLinkedPhone,
  listPhoneAccounts,
  listPhoneIds,
  listPhoneNumbers,
  parseProfileNumber,
  parseUserIdentities,
} from '../../../lib/protocol/identities.ts'
import { phoneNumber } from '../../support/values.ts'

describe('paths', () => {
  test.each([
    ['email|ada', '/users/email%7Cada'],
    ['oidc|tenant|ada', '/users/oidc%7Ctenant%7Cada'],
    ['samlp|Zoë 🦊', '/users/samlp%7CZo%C3%AB%20%F0%9F%A6%8A'],
    ['email|../../clients?x=1#y', '/users/email%7C..%2F..%2Fclients%3Fx%3D1%23y'],
    [`email|${'x'.repeat(122)}`, `/users/email%7C${'x'.repeat(122)}`],
  ])('T24 the path of %j is escaped', (id, path) => {
    expect(buildUserPath(id)).toBe(path)
    expect(buildIdentitiesPath(id)).toBe(`${path}/identities`)
    expect(buildReadIdentitiesPath(id)).toBe(`${path}?fields=identities&include_fields=true`)
  })

  test('R66 of an account is read what decides whether a phone may be added, and no more', () => {
    expect(buildReadAccountPath('email|ada')).toBe(
      '/users/email%7Cada?fields=user_id,email_verified,blocked,identities,multifactor,app_metadata&include_fields=true',
    )
  })

  test('T24 the path of an identity is escaped part by part', () => {
    expect(buildIdentityPath('email|a/b', { provider: 'sms', id: 'x|y' })).toBe(
      '/users/email%7Ca%2Fb/identities/sms/x%7Cy',
    )
  })
})

test('T24 the link body names provider and id apart', () => {
  expect(buildLinkBody({ provider: 'sms', id: 'a|b' })).toStrictEqual({ provider: 'sms', user_id: 'a|b' })
})

const email = { provider: 'email', user_id: 'a' }
const phone = (id: unknown) => ({ provider: 'sms', user_id: id })

test.each<[string, unknown, string[]]>([
  ['no phone', [email], []],
  ['one phone', [email, phone('7')], ['7']],
  ['T23 a phone before the primary', [phone('7'), email], ['7']],
  ['R26 two phones, in the order of linking', [email, phone('new'), phone('old')], ['new', 'old']],
  ['a phone without an id', [email, { provider: 'sms' }, phone('7')], ['7']],
  ['a numeric id, which no phone has', [phone(7), phone('8')], ['8']],
  ['an id that is null', [phone(null)], []],
  ['T24 an id with a pipe', [phone('a|b')], ['a|b']],
  ['entries that are no records', [null, 'sms|7', ['sms', '7']], []],
  ['no identities', [], []],
  ['no list', phone('7'), []],
  ['nothing', undefined, []],
])('R24 a list is read for phones: %s', (_name, identities, expected) => {
  expect(listPhoneIds(identities)).toStrictEqual(expected)
})

test('a user holds its identities; anything else holds none', () => {
  expect(parseUserIdentities({ identities: [1] })).toStrictEqual([1])
  expect(parseUserIdentities('user')).toBeUndefined()
})

const NUMBER = '+4915112345678'
const linked = (phone_verified: unknown = true, phone_number: unknown = NUMBER) => ({
  ...{ provider: 'sms', user_id: '7', connection: 'sms', isSocial: false },
  profileData: { phone_number, phone_verified, name: NUMBER },
})

describe('the number in a profile', () => {
  test.each<[string, unknown, string | undefined]>([
    ['that is verified', { phone_number: NUMBER, phone_verified: true }, NUMBER],
    ['that is verified, as text', { phone_number: NUMBER, phone_verified: 'true' }, NUMBER],
    ['that is not verified', { phone_number: NUMBER, phone_verified: false }, undefined],
    ['that is not verified, as text', { phone_number: NUMBER, phone_verified: 'false' }, undefined],
    ['that is verified by a number', { phone_number: NUMBER, phone_verified: 1 }, undefined],
    ['of which nothing is said', { phone_number: NUMBER }, undefined],
    ['that is missing', { phone_verified: true }, undefined],
    ['that is national', { phone_number: '015112345678', phone_verified: true }, undefined],
    ['that is a number, and no text', { phone_number: 4915112345678, phone_verified: true }, undefined],
    ['of nobody', undefined, undefined],
    ['in a list', [NUMBER, true], undefined],
  ])('%s', (_name, profile, expected) => {
    expect(parseProfileNumber(profile)).toBe(expected)
  })
})

test.each<[string, unknown, string[]]>([
  ['no phone', [email], []],
  ['one phone', [email, linked()], [NUMBER]],
  ['T23 a phone before the primary', [linked(), email], [NUMBER]],
  ['two phones', [linked(), linked('true', '+447400123456')], [NUMBER, '+447400123456']],
  ['one of two phones, which is verified', [linked(false), linked(true, '+447400123456')], ['+447400123456']],
  ['the same provider with no profile, as a phone account has it', [phone('7')], []],
  ['a number at another provider', [{ ...linked(), provider: 'auth0' }], []],
  ['entries that are no records', [null, NUMBER, [linked()]], []],
  ['no list', linked(), []],
  ['nothing', undefined, []],
])('R34 a list is read for the numbers of its phones: %s', (_name, identities, expected) => {
  expect(listPhoneNumbers(identities)).toStrictEqual(expected)
})

describe('R34 the accounts that a search has found', () => {
  const user = (user_id: unknown, ...identities: unknown[]) => ({ user_id, identities })

  test.each<[string, readonly unknown[], boolean]>([
    ['one with the phone', [user('email|ada', email, linked())], true],
    ['T23 one that begins with the phone', [user('email|ada', linked(), email)], true],
    ['the second of two', [user('email|bob', email), user('email|ada', email, linked())], true],
    ['T24 one whose id has two pipes', [user('oidc|sms|ada', email, linked())], true],
    ['none', [], false],
    ['T01 one whose record is older than its phone', [user('email|ada', email)], false],
    ['one with another number', [user('email|ada', email, linked(true, '+4915112345679'))], false],
    ['one whose phone is not verified', [user('email|ada', email, linked(false))], false],
    ['R16 a phone account of its own', [user('sms|7', linked())], false],
    ['one without an id', [user(undefined, email, linked())], false],
    ['one without identities', [{ user_id: 'email|ada' }], false],
    ['users that are no records', [null, 'email|ada', [linked()]], false],
  ])('%s', (_name, users, expected) => {
    expect(hasLinkedPhone(users, phoneNumber(NUMBER))).toBe(expected)
  })

  test('are searched for by the fingerprint in our record, and nothing is read but what is needed', () => {
    const url = new URL(buildSearchPath('a-_9'), 'https://acme.eu.auth0.com')
    expect(url.pathname).toBe('/users')
    expect(Object.fromEntries(url.searchParams)).toStrictEqual({
      q: 'app_metadata.phone_link.number.fingerprint:"a-_9"',
      search_engine: 'v3',
      fields: 'user_id,identities',
      include_fields: 'true',
      per_page: '5',
    })
  })
})

describe('R16 the phone accounts of their own', () => {
  const account = { number: NUMBER, bornInInnerLogin: false }
  const alone = (changes: object = {}) => ({ user_id: 'sms|7', phone_number: NUMBER, ...changes })

  test.each<[string, readonly unknown[], object[]]>([
    ['one', [alone()], [account]],
    ['one that an admin has made, and no code has verified', [alone({ phone_verified: false })], [account]],
    ['one with metadata of others', [alone({ app_metadata: { plan: 'gold' } })], [account]],
    [
      'one that an inner login made',
      [alone({ app_metadata: { phone_link_born: true } })],
      [{ ...account, bornInInnerLogin: true }],
    ],
    ['one with a mark of another kind', [alone({ app_metadata: { phone_link_born: 1 } })], [account]],
    ['one whose metadata is no record', [alone({ app_metadata: 'gold' })], [account]],
    ['T01 an account by email, whatever number its profile has', [alone({ user_id: 'email|ada' })], []],
    ['T24 an id that only holds the word', [alone({ user_id: 'oidc|sms|7' })], []],
    ['no id', [alone({ user_id: undefined })], []],
    ['a number that is none', [alone({ phone_number: '015112345678' })], []],
    ['no number', [alone({ phone_number: undefined })], []],
    ['users that are no records', [null, 'sms|7', [alone()]], []],
    ['nobody', [], []],
  ])('%s', (_name, users, expected) => {
    expect(listPhoneAccounts(users)).toStrictEqual(expected)
  })

  test('are searched for by number, and nothing is read but what is needed', () => {
    const url = new URL(buildPhoneAccountsPath(phoneNumber(NUMBER)), 'https://acme.eu.auth0.com')
    expect(url.pathname).toBe('/users')
    expect(Object.fromEntries(url.searchParams)).toStrictEqual({
      q: 'identities.provider:"sms" AND phone_number:"+4915112345678"',
      search_engine: 'v3',
      fields: 'user_id,phone_number,app_metadata',
      include_fields: 'true',
      per_page: '5',
    })
  })
})
