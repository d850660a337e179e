import { MANAGEMENT_SCOPES } from '../../../scripts/local-tenant/management/management-scopes.ts'
import type { JsonObject } from '../../../scripts/local-tenant/state.ts'
import { ANN, callAs, differences, emailUser, link, newUser } from './support/accounts.ts'
import { NUMBER, refusal, smsUser, useAccounts, userPath } from './support/accounts.ts'

const api = useAccounts()
const USER = '/users/{id}'
const NOBODY = refusal(404, 'inexistent_user', 'The user does not exist.')
const patch = (id: string, body: object) => api.call('PATCH', userPath(id), body)
const read = async (id: string, query = '') => (await api.call('GET', userPath(id) + query)).body

describe('creating', () => {
  test('an email account, as Auth0 describes it', async () => {
    const body = { connection: 'email', email: 'Ann@Example.com', user_id: 'abc', verify_email: false }
    const answer = await api.call('POST', '/users', body)
    expect(answer).toMatchObject({ status: 201 })
    expect(answer.body).toMatchObject({ user_id: 'email|abc', email: ANN, email_verified: false, name: ANN })
    expect(answer.body).toMatchObject({
      nickname: 'ann',
      logins_count: 0,
      created_at: '2026-03-01T12:00:00.000Z',
    })
    for (const absent of ['connection', 'verify_email', 'user_metadata', 'app_metadata', 'last_login'])
      expect(answer.body).not.toHaveProperty(absent)
    expect(differences('POST', '/users', 201, answer.body)).toEqual([])
    expect(await read('email|abc')).toEqual(answer.body)
  })

  test('an sms account has no email and no email_verified', async () => {
    const body = await read(await smsUser(api, NUMBER))
    expect(body).toMatchObject({ phone_number: NUMBER, phone_verified: true, name: NUMBER })
    expect(body).not.toHaveProperty('email')
    expect(body).not.toHaveProperty('email_verified')
  })

  test.each<[string, JsonObject, string]>([
    ['no connection', { email: ANN }, 'invalid_body'],
    ['an unknown connection', { connection: 'nowhere', email: ANN }, 'inexistent_connection'],
    ['no email', { connection: 'email' }, 'invalid_body'],
    ['no number', { connection: 'sms', email: ANN }, 'invalid_body'],
    ['no email worth the name', { connection: 'email', email: 'ann' }, 'invalid_body'],
    ['a number without a plus', { connection: 'sms', phone_number: '4915112345678' }, 'invalid_body'],
    ['a space in the id', { connection: 'email', email: ANN, user_id: 'a b' }, 'invalid_body'],
    ['a password', { connection: 'email', email: ANN, password: 'secret' }, 'invalid_body'],
    ['an unknown property', { connection: 'email', email: ANN, admin: true }, 'invalid_body'],
    ['a word for a yes', { connection: 'email', email: ANN, blocked: 'yes' }, 'invalid_body'],
  ])('with %s is refused', async (_, body, errorCode) => {
    expect(await api.call('POST', '/users', body)).toMatchObject(refusal(400, errorCode))
    expect(api.tenant.state.users).toEqual([])
  })

  test('twice is refused, also when the number has been linked or is written in capitals', async () => {
    const [ann, phone] = [await emailUser(api, ANN), await smsUser(api, NUMBER)]
    await link(api, ann, phone)
    const conflict = refusal(409, 'auth0_idp_error', 'The user already exists.')
    for (const body of [
      { connection: 'email', email: ANN.toUpperCase() },
      { connection: 'sms', phone_number: NUMBER },
      { connection: 'sms', phone_number: '+4915100000000', user_id: phone.slice(4) },
    ])
      expect(await api.call('POST', '/users', body)).toMatchObject(conflict)
  })
})

describe('reading', () => {
  test('fields are chosen or left out', async () => {
    const ann = await emailUser(api, ANN)
    expect(await read(ann, '?fields=user_id,email')).toEqual({ user_id: ann, email: ANN })
    const rest = await read(ann, '?fields=identities,email&include_fields=false')
    expect(rest).toMatchObject({ user_id: ann })
    expect(rest).not.toHaveProperty('email')
    expect(rest).not.toHaveProperty('identities')
  })

  test.each(['GET', 'PATCH', 'DELETE'])(
    '%s of what is no user id at all is refused as a path',
    async (method) => {
      const answer = await api.call(method, '/users/ann', method === 'PATCH' ? {} : undefined)
      expect(answer).toMatchObject(
        refusal(
          400,
          'invalid_uri',
          expect.stringContaining("didn't pass validation for format user-id: ann"),
        ),
      )
    },
  )

  test('nobody is not found', async () => {
    expect(await api.call('GET', '/users/email%7Cnobody')).toMatchObject(NOBODY)
    expect(await patch('email|nobody', {})).toMatchObject(NOBODY)
  })

  test('by email: exactly so, in the case it was saved in', async () => {
    const ann = await emailUser(api, ANN)
    const found = await api.call('GET', `/users-by-email?email=${ANN}&fields=user_id`)
    expect(found).toMatchObject({ status: 200, body: [{ user_id: ann }] })
    expect(differences('GET', '/users-by-email', 200, found.body)).toEqual([])
    expect(await api.call('GET', '/users-by-email?email=Ann@example.com')).toMatchObject({ body: [] })
    expect(await api.call('GET', '/users-by-email')).toMatchObject(refusal(400, 'invalid_query_string'))
  })
})

describe('the list', () => {
  const emails = async (query: string) =>
    (await api.call('GET', `/users${query}`)).list.map(({ email }) => email)
  const names = ['a', 'b', 'c', 'd', 'e']
  beforeEach(async () => {
    for (const name of names) {
      await emailUser(api, `${name}@example.com`, { app_metadata: { team: name < 'c' ? 'red' : 'blue' } })
      api.advance(1)
    }
  })

  test('comes in pages, with totals when asked', async () => {
    const answer = await api.call('GET', '/users?page=1&per_page=2&include_totals=true')
    expect(answer.body).toMatchObject({ start: 2, limit: 2, length: 2, total: 5 })
    expect(answer.body['users']).toMatchObject([{ email: 'c@example.com' }, { email: 'd@example.com' }])
    expect(differences('GET', '/users', 200, answer.body)).toEqual([])
    expect(await emails('?page=2&per_page=2')).toEqual(['e@example.com'])
  })

  test.each([
    ['?sort=created_at:-1&per_page=2', ['e', 'd']],
    ['?sort=email:1&per_page=2', ['a', 'b']],
    ['?q=email:"b@example.com"', ['b']],
    ['?q=app_metadata.team:"blue" AND email:d*', ['d']],
    ['?q=email:"a@example.com" OR email:"e@example.com"', ['a', 'e']],
    ['?q=identities.connection:"sms"', []],
  ])('%s', async (query, expected) => {
    expect(await emails(encodeURI(query))).toEqual(expected.map((name) => `${name}@example.com`))
  })

  test.each([
    ['per_page=101', 'invalid_query_string'],
    ['page=-1', 'invalid_query_string'],
    ['include_totals=maybe', 'invalid_query_string'],
    ['sort=email', 'invalid_query_string'],
    ['search_engine=v9', 'invalid_query_string'],
    ['q=a%20b', 'invalid_query_string'],
    ['page=10&per_page=100', 'invalid_paging'],
  ])('?%s is refused', async (query, errorCode) => {
    expect(await api.call('GET', `/users?${query}`)).toMatchObject(refusal(400, errorCode))
  })
})

describe('changing', () => {
  test('T19 metadata is merged at the top level, null takes a key away, an empty object everything', async () => {
    const ann = await emailUser(api, ANN, {
      app_metadata: { a: { x: 1 }, b: 2, c: 3 },
      user_metadata: { z: 1 },
    })
    const answer = await patch(ann, { app_metadata: { a: { y: 2 }, b: null, d: 4 } })
    expect(answer).toMatchObject({ status: 200 })
    expect(answer.body['app_metadata']).toEqual({ a: { y: 2 }, c: 3, d: 4 })
    expect(answer.body['user_metadata']).toEqual({ z: 1 })
    expect(differences('PATCH', USER, 200, answer.body)).toEqual([])
    expect((await patch(ann, { app_metadata: {} })).body).not.toHaveProperty('app_metadata')
  })

  test('the profile is replaced, null unsets, and the time of the change is kept', async () => {
    const ann = await emailUser(api, ANN, { given_name: 'Ann', name: 'Ann A.' })
    api.advance(60)
    const { body } = await patch(ann, { given_name: null, name: null, family_name: 'B.', blocked: true })
    expect(body).toMatchObject({ name: ANN, family_name: 'B.', blocked: true, user_id: ann })
    expect(body).not.toHaveProperty('given_name')
    expect(body['updated_at']).toBe('2026-03-01T12:01:00.000Z')
    expect(body['created_at']).toBe('2026-03-01T12:00:00.000Z')
  })

  test('R12 a new email is unverified unless the caller vouches for it', async () => {
    const ann = await emailUser(api, ANN)
    expect((await patch(ann, { email: 'new@example.com' })).body).toMatchObject({ email_verified: false })
    const vouched = { email: 'newer@example.com', email_verified: true }
    expect((await patch(ann, vouched)).body).toMatchObject(vouched)
    // One's own address is not somebody else's.
    expect(await patch(ann, vouched)).toMatchObject({ status: 200, body: vouched })
  })

  test('the number of a linked phone changes in its identity alone, when its connection is named', async () => {
    const [ann, phone] = [await emailUser(api, ANN), await smsUser(api, NUMBER)]
    await link(api, ann, phone)
    const answer = await patch(ann, { connection: 'sms', phone_number: '+4915187654321' })
    const profileData = { phone_number: '+4915187654321', phone_verified: false }
    expect(answer.body['identities']).toMatchObject([{ provider: 'email' }, { profileData }])
    expect(answer.body).not.toHaveProperty('phone_number')
  })

  const unsupported = 'operation_not_supported'
  test.each<[string, object, string]>([
    ['an unknown property', { admin: true }, 'invalid_body'],
    ['the id', { user_id: 'email|other' }, 'invalid_body'],
    ['the identities', { identities: [] }, 'invalid_body'],
    ['the count of logins', { logins_count: 9 }, 'invalid_body'],
    ['null for metadata', { app_metadata: null }, 'invalid_body'],
    ['a list for metadata', { user_metadata: [] }, 'invalid_body'],
    ['a reserved name in app_metadata', { app_metadata: { identities: [] } }, 'invalid_body'],
    ['a dot in the name of a field', { user_metadata: { a: { 'b.c': 1 } } }, 'invalid_body'],
    ['null for a yes or no', { blocked: null }, 'invalid_body'],
    ['a password', { password: 'secret' }, unsupported],
    ['a number without its connection', { phone_number: NUMBER }, unsupported],
    ['no email at all', { email: null }, unsupported],
    ['a connection the user is not of', { connection: 'sms', phone_verified: true }, 'inexistent_connection'],
    ['the email of somebody else', { email: 'bob@example.com' }, 'auth0_idp_error'],
  ])('%s is refused, and nothing changes', async (_, body, errorCode) => {
    const ann = await emailUser(api, ANN)
    await emailUser(api, 'bob@example.com')
    const before = await read(ann)
    expect(await patch(ann, body)).toMatchObject(refusal(400, errorCode))
    expect(await read(ann)).toEqual(before)
  })

  test('an sms account has no email to change, nor to verify', async () => {
    const phone = await smsUser(api, NUMBER)
    for (const body of [{ email: ANN }, { email_verified: true }])
      expect(await patch(phone, body)).toMatchObject(refusal(400, unsupported))
  })
})

test('deleting takes the account and its identities away; nobody is deleted, too', async () => {
  const [ann, phone] = [await emailUser(api, ANN), await smsUser(api, NUMBER)]
  await link(api, ann, phone)
  expect(await api.call('DELETE', userPath(ann))).toMatchObject({ status: 204, text: '' })
  expect(api.tenant.state.users).toEqual([])
  expect(await api.call('DELETE', userPath(ann))).toMatchObject({ status: 204 })
  expect(await smsUser(api, NUMBER)).not.toBe(phone)
})

test.each([
  ['GET', '/users', 'read:users', 200],
  ['GET', `/users-by-email?email=${ANN}`, 'read:users', 200],
  ['POST', '/users', 'create:users', 201],
  ['GET', '/users/email%7Cann', 'read:users', 200],
  ['PATCH', '/users/email%7Cann', 'update:users', 200],
  ['DELETE', '/users/email%7Cann', 'delete:users', 204],
])('R66 %s %s asks for %s', async (method, path, scope, status) => {
  await newUser(api, { connection: 'email', email: ANN, user_id: 'ann' })
  const bodies: { [method: string]: object } = {
    POST: { connection: 'email', email: 'bob@example.com' },
    PATCH: { blocked: true },
  }
  const others = MANAGEMENT_SCOPES.filter((each) => each !== scope)
  expect(await api.call(method, path, bodies[method], others)).toMatchObject(
    refusal(
      403,
      'insufficient_scope',
      expect.stringMatching(`^Insufficient scope, expected any of: .*${scope}`),
    ),
  )
  expect(await api.call(method, path, bodies[method], [scope])).toMatchObject({ status })
})

test('R14 a person’s own token reads and changes that person alone, and of that the metadata', async () => {
  const [ann, bob] = [await emailUser(api, ANN), await emailUser(api, 'bob@example.com')]
  const own = { sub: ann, scope: 'read:current_user update:current_user_metadata' }
  const denied = refusal(403, 'insufficient_scope')
  const change = { user_metadata: { a: 1 } }
  expect(await callAs(api, own, 'GET', userPath(ann))).toMatchObject({ status: 200 })
  expect(await callAs(api, own, 'PATCH', userPath(ann), change)).toMatchObject({ status: 200, body: change })
  expect(await callAs(api, own, 'GET', userPath(bob))).toMatchObject(denied)
  expect(await callAs(api, own, 'PATCH', userPath(bob), change)).toMatchObject(denied)
  expect(await callAs(api, own, 'PATCH', userPath(ann), { app_metadata: { a: 1 } })).toMatchObject(denied)
  expect(await callAs(api, own, 'GET', '/users')).toMatchObject(denied)
})
