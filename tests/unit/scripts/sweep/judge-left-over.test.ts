import type { Account } from '../../../../scripts/sweep/account.ts'
import { judgeLeftOver } from '../../../../scripts/sweep/judge-left-over.ts'

const BEFORE = new Date('2026-02-01T00:00:00.000Z')
const LONG_AGO = '2026-01-01T12:00:00.000Z'
const JUST_THEN = BEFORE.toISOString()
const PHONE = { provider: 'sms', user_id: 'abc', connection: 'sms', isSocial: false } as const
const EMAIL = { provider: 'email', user_id: 'abc', connection: 'email', isSocial: false } as const

const LEFT_OVER: Account = {
  user_id: 'sms|abc',
  identities: [PHONE],
  phone_number: '+4915112345678',
  created_at: LONG_AGO,
  updated_at: LONG_AGO,
  last_login: LONG_AGO,
  app_metadata: { phone_link_born: true },
}

const verdictOn = (changes: Partial<Account>) => judgeLeftOver({ ...LEFT_OVER, ...changes }, BEFORE)
const without = (field: keyof Account): Partial<Account> => ({ [field]: undefined })

describe('left over', () => {
  test.each<[string, Partial<Account>]>([
    ['what an inner login made and nobody linked', {}],
    ['empty metadata', { user_metadata: {} }],
    ['no time of a login', without('last_login')],
    ['no time of a change', without('updated_at')],
    ['not blocked', { blocked: false }],
    ['no second factor', { multifactor: [] }],
    ['a millisecond before the time', { created_at: '2026-01-31T23:59:59.999Z' }],
  ])('%s', (_, changes) => {
    expect(verdictOn(changes)).toEqual({ is: 'left_over' })
  })
})

describe('unmarked, since it may be somebody’s own', () => {
  test.each<[string, Partial<Account>]>([
    ['no metadata at all', without('app_metadata')],
    ['the mark taken back', { app_metadata: { phone_link_born: false } }],
    ['a mark of another kind', { app_metadata: { phone_link_born: 'true' } }],
    ['other marks of ours', { app_metadata: { phone_link: { v: 1 } } }],
    ['blocked as well', { app_metadata: {}, blocked: true }],
    ['used just now', { app_metadata: {}, last_login: '2026-03-01T00:00:00.000Z' }],
  ])('%s', (_, changes) => {
    expect(verdictOn(changes)).toEqual({ is: 'unmarked' })
  })
})

describe('kept', () => {
  test.each<[string, Partial<Account>, string]>([
    [
      'an email account with the phone linked',
      { user_id: 'email|abc', identities: [EMAIL, PHONE] },
      'other_way_in',
    ],
    ['an email linked to the phone account', { identities: [PHONE, EMAIL] }, 'other_way_in'],
    ['a root that is another identity', { user_id: 'email|abc' }, 'other_way_in'],
    ['an identity of another kind', { identities: [EMAIL] }, 'other_way_in'],
    ['no identities told', without('identities'), 'other_way_in'],
    ['no id told', without('user_id'), 'other_way_in'],
    ['made just then', { created_at: JUST_THEN }, 'recent'],
    ['used just then', { last_login: JUST_THEN }, 'recent'],
    ['touched just then', { updated_at: JUST_THEN }, 'recent'],
    ['no time of its making', without('created_at'), 'recent'],
    ['a time that is none', { last_login: 'yesterday' }, 'recent'],
    ['blocked', { blocked: true }, 'blocked'],
    ['metadata of others', { app_metadata: { phone_link_born: true, plan: 'gold' } }, 'app_metadata'],
    ['a phone step of its own', { app_metadata: { phone_link_born: true, phone_link: {} } }, 'app_metadata'],
    ['a person’s metadata', { user_metadata: { colour: 'blue' } }, 'user_metadata'],
    ['an email', { email: 'ann@example.com' }, 'profile'],
    ['a user name', { username: 'ann' }, 'profile'],
    ['a given name', { given_name: 'Ann' }, 'profile'],
    ['a family name', { family_name: 'Lee' }, 'profile'],
    ['a second factor', { multifactor: ['guardian'] }, 'second_factor'],
  ])('%s', (_, changes, reason) => {
    expect(verdictOn(changes)).toEqual({ is: 'kept', reason })
  })
})
