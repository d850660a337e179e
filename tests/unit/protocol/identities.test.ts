import { buildIdentityPath, listsEarlierPhone, listsPhone } from '../../../lib/protocol/identities.ts'
describe('listsEarlierPhone', () => {
  const ours = { provider: 'sms', id: 'new' }
  test.each<[string, unknown, boolean]>([
    [
      'ours alone',
      [
        { provider: 'email', user_id: 'a' },
        { provider: 'sms', user_id: 'new' },
      ],
      false,
    ],
    [
      'ours first',
      [
        { provider: 'sms', user_id: 'new' },
        { provider: 'sms', user_id: 'old' },
      ],
      false,
    ],
    [
      'R26 another first',
      [
        { provider: 'sms', user_id: 'old' },
        { provider: 'sms', user_id: 'new' },
      ],
      true,
    ],
    ['no list', { provider: 'sms' }, false],
    ['a list of something else', [null, 'sms'], false],
  ])('%s', (_name, identities, expected) => {
    expect(listsEarlierPhone(identities, ours)).toBe(expected)
  })
})

test.each<[string, unknown, boolean]>([
  ['a phone', [{ provider: 'email' }, { provider: 'sms' }], true],
  ['none', [{ provider: 'email' }], false],
  ['something else', [null], false],
  ['no list', undefined, false],
])('listsPhone: %s', (_name, identities, expected) => {
  expect(listsPhone(identities)).toBe(expected)
})

test('T24 the path of an identity is escaped part by part', () => {
  expect(buildIdentityPath('email|a/b', { provider: 'sms', id: 'x|y' })).toBe(
    '/users/email%7Ca%2Fb/identities/sms/x%7Cy',
  )
})
