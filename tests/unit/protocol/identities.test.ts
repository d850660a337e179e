import {
  buildIdentitiesPath,
  buildIdentityPath,
  buildLinkBody,
  buildReadIdentitiesPath,
  buildUserPath,
  listPhoneIds,
  parseUserIdentities,
} from '../../../lib/protocol/identities.ts'

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

  test('T24 the path of an identity is escaped part by part', () => {
    expect(buildIdentityPath('email|a/b', { provider: 'sms', id: 'x|y' })).toBe(
      '/users/email%7Ca%2Fb/identities/sms/x%7Cy',
    )
  })
})

test('T24 the link body names provider and id apart', () => {
  expect(buildLinkBody({ provider: 'sms', id: 'a|b' })).toEqual({ provider: 'sms', user_id: 'a|b' })
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
  expect(listPhoneIds(identities)).toEqual(expected)
})

test('a user holds its identities; anything else holds none', () => {
  expect(parseUserIdentities({ identities: [1] })).toEqual([1])
  expect(parseUserIdentities('user')).toBeUndefined()
})
