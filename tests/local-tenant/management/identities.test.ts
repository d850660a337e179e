import type { JWTPayload } from 'jose'
import { MANAGEMENT_SCOPES } from '../../../scripts/local-tenant/management/management-scopes.ts'
import type { Identity } from '../../../scripts/local-tenant/state.ts'
import * as accounts from './support/accounts.ts'
import {
  ANN,
  bareId,
  differences,
  emailUser,
  link,
  NUMBER,
  refusal,
  smsUser,
  unlink,
} from './support/accounts.ts'
import { useAccounts, userPath } from './support/accounts.ts'

const api = useAccounts()
const LINK = '/users/{id}/identities'
const UNLINK = '/users/{id}/identities/{provider}/{user_id}'
const NOBODY = refusal(404, 'inexistent_user', 'The user does not exist.')

const phoneIdentity = (id: string, phone = NUMBER) => ({
  ...{ provider: 'sms', connection: 'sms', user_id: bareId(id), isSocial: false },
  profileData: { phone_number: phone, phone_verified: true, name: phone },
})

describe('linking', () => {
  test('the primary comes first and the phone keeps its profile, as Auth0 describes it', async () => {
    const [ann, phone] = [await emailUser(api, ANN), await smsUser(api, NUMBER)]
    const answer = await link(api, ann, phone)
    expect(answer.status).toBe(201)
    expect(answer.body).toEqual([
      { provider: 'email', connection: 'email', user_id: bareId(ann), isSocial: false },
      phoneIdentity(phone),
    ])
    expect(differences('POST', LINK, 201, answer.body)).toEqual([])
    const read = await api.call('GET', userPath(ann))
    expect(read.body).toMatchObject({ user_id: ann, email: ANN, identities: answer.body })
    expect(read.body).not.toHaveProperty('phone_number')
    expect(differences('GET', '/users/{id}', 200, read.body)).toEqual([])
  })

  test('the secondary is gone, and its metadata with it', async () => {
    const ann = await emailUser(api, ANN, { app_metadata: { plan: 'gold' } })
    const phone = await smsUser(api, NUMBER, { app_metadata: { plan: 'none' }, user_metadata: { a: 1 } })
    await link(api, ann, phone)
    expect(await api.call('GET', userPath(phone))).toMatchObject(NOBODY)
    const read = await api.call('GET', userPath(ann))
    expect(read.body).toMatchObject({ app_metadata: { plan: 'gold' } })
    expect(read.body).not.toHaveProperty('user_metadata')
  })

  test('sessions, refresh tokens and unspent codes of the secondary die, those of the primary live', async () => {
    const [ann, phone] = [await emailUser(api, ANN), await smsUser(api, NUMBER)]
    const { state } = api.tenant
    const [at, rest] = [
      '2026-03-01T12:00:00.000Z',
      { client_id: 'app', scope: [], hostname: 'localhost:3443' },
    ]
    const effects = { idTokenClaims: {}, accessTokenClaims: {}, addedScopes: [], removedScopes: [] }
    for (const user_id of [ann, phone]) {
      const session_id = `session of ${user_id}`
      state.sessions.push({
        ...{ id: session_id, user_id, methods: [], authenticated_at: at, created_at: at, updated_at: at },
        ...{ last_interacted_at: at, clients: [], ip: '127.0.0.1', user_agent: 'test' },
      })
      state.refreshTokens.push({
        ...{ ...rest, id: user_id, token: user_id, family: user_id, user_id, session_id },
        ...{ created_at: at, auth_time: 0, spent: false },
      })
      state.authorizationCodes.push({
        ...{ ...rest, code: user_id, redirect_uri: 'https://a.example', user_id, session_id, auth_time: 0 },
        ...{ issued_at: at, expires_at: at, used: false, effects, include_auth_time: false },
      })
    }
    await link(api, ann, phone)
    expect(state.sessions.map(({ user_id }) => user_id)).toEqual([ann])
    expect(state.refreshTokens.map(({ spent }) => spent)).toEqual([false, true])
    expect(state.authorizationCodes.map(({ used }) => used)).toEqual([false, true])
  })

  test('a secondary brings along what is linked to it', async () => {
    const [ann, bob] = [await emailUser(api, ANN), await emailUser(api, 'bob@example.com')]
    const phone = await smsUser(api, NUMBER)
    await link(api, bob, phone)
    const answer = await link(api, ann, bob)
    expect(answer.list.map(({ user_id }) => user_id)).toEqual([ann, bob, phone].map(bareId))
    expect(answer.list[2]).toEqual(phoneIdentity(phone))
  })

  test('an identity that another account has is refused, and both accounts stay as they were', async () => {
    const [ann, bob] = [await emailUser(api, ANN), await emailUser(api, 'bob@example.com')]
    const phone = await smsUser(api, NUMBER)
    await link(api, ann, phone)
    const before = structuredClone(api.tenant.state.users)
    for (const primary of [bob, ann])
      expect(await link(api, primary, phone)).toMatchObject(
        refusal(409, 'identity_conflict', 'Specified identity already exists.'),
      )
    expect(api.tenant.state.users).toEqual(before)
  })

  test('R25 two links racing for one number: one is made, one is refused', async () => {
    const people = [await emailUser(api, ANN), await emailUser(api, 'bob@example.com')]
    const phone = await smsUser(api, NUMBER)
    const answers = await Promise.all(people.map((person) => link(api, person, phone)))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
    const owners = api.tenant.state.users.filter(({ identities }) =>
      identities.some(({ user_id }) => user_id === bareId(phone)),
    )
    expect(owners).toHaveLength(1)
  })

  test('an account cannot be linked with itself, with nobody, or to nobody', async () => {
    const [ann, phone] = [await emailUser(api, ANN), await smsUser(api, NUMBER)]
    expect(await link(api, ann, ann)).toMatchObject(
      refusal(400, 'invalid_body', 'Main identity and the new one are the same'),
    )
    expect(await link(api, ann, 'sms|nobody')).toMatchObject(NOBODY)
    expect(await link(api, 'email|nobody', phone)).toMatchObject(NOBODY)
  })

  test.each<[string, object]>([
    ['nothing', {}],
    ['no user', { provider: 'sms' }],
    ['no provider', { user_id: 'a' }],
    ['a provider that Auth0 does not know', { provider: 'pigeon', user_id: 'a' }],
    ['an empty user', { provider: 'sms', user_id: '' }],
    ['a malformed connection', { provider: 'sms', user_id: 'a', connection_id: 'sms' }],
    ['both forms at once', { provider: 'sms', user_id: 'a', link_with: 'x' }],
    ['something else besides', { provider: 'sms', user_id: 'a', force: true }],
  ])('a body with %s is refused', async (_, body) => {
    const ann = await emailUser(api, ANN)
    expect(await api.call('POST', userPath(ann, '/identities'), body)).toMatchObject(
      refusal(400, 'invalid_body'),
    )
  })

  test('a connection that is not the provider’s is refused', async () => {
    const [ann, phone] = [await emailUser(api, ANN), await smsUser(api, NUMBER)]
    const [email] = api.configuration.connections
    const body = { provider: 'sms', user_id: bareId(phone), connection_id: email?.id }
    expect(await api.call('POST', userPath(ann, '/identities'), body)).toMatchObject(
      refusal(400, 'inexistent_connection'),
    )
  })
})

describe('linking by ID token', () => {
  const post = (ann: string, link_with: string, azp = 'app') =>
    accounts.callAs(
      api,
      { sub: ann, azp, scope: 'update:current_user_identities' },
      ...(['POST', userPath(ann, '/identities'), { link_with }] as const),
    )

  test('a person links what was proven to the same app', async () => {
    const [ann, phone] = [await emailUser(api, ANN), await smsUser(api, NUMBER)]
    const answer = await post(ann, await accounts.idToken(api, { sub: phone }))
    expect(answer).toMatchObject({ status: 201, list: [{}, phoneIdentity(phone)] })
  })

  test.each<[string, JWTPayload]>([
    ['another app', { aud: 'other' }],
    ['another issuer', { iss: 'https://evil.example/' }],
    ['the past', { iat: 0, exp: 60 }],
  ])('T06 an ID token of %s links nothing', async (_, claims) => {
    const [ann, phone] = [await emailUser(api, ANN), await smsUser(api, NUMBER)]
    const token = await accounts.idToken(api, { sub: phone, ...claims })
    expect(await post(ann, token)).toMatchObject(refusal(400, 'invalid_body'))
    expect(api.tenant.state.users).toHaveLength(2)
  })

  test('T06 an ID token with no signature, or for a caller that names no app, links nothing', async () => {
    const [ann, phone] = [await emailUser(api, ANN), await smsUser(api, NUMBER)]
    const token = await accounts.idToken(api, { sub: phone })
    const [, payload] = token.split('.')
    const none = Buffer.from('{"alg":"none"}').toString('base64url')
    expect(await post(ann, `${none}.${payload ?? ''}.`)).toMatchObject(refusal(400, 'invalid_body'))
    expect(await post(ann, token, '')).toMatchObject(refusal(400, 'invalid_body'))
  })

  test('R14 a person’s own token neither names accounts nor changes those of others', async () => {
    const [ann, bob] = [await emailUser(api, ANN), await emailUser(api, 'bob@example.com')]
    const phone = await smsUser(api, NUMBER)
    const own = { sub: ann, scope: 'update:current_user_identities' }
    const body = { provider: 'sms', user_id: bareId(phone) }
    const denied = refusal(403, 'insufficient_scope')
    const path = (id: string) => userPath(id, '/identities')
    expect(await accounts.callAs(api, own, 'POST', path(ann), body)).toMatchObject(denied)
    const link_with = await accounts.idToken(api, { sub: phone })
    expect(await accounts.callAs(api, own, 'POST', path(bob), { link_with })).toMatchObject(denied)
    await link(api, bob, phone)
    const target = userPath(bob, `/identities/sms/${bareId(phone)}`)
    expect(await accounts.callAs(api, own, 'DELETE', target)).toMatchObject(denied)
  })
})

describe('unlinking', () => {
  test('makes the identity an account of its own, without metadata or logins', async () => {
    const [ann, phone] = [await emailUser(api, ANN), await smsUser(api, NUMBER, { app_metadata: { a: 1 } })]
    await link(api, ann, phone)
    const answer = await unlink(api, ann, 'sms', bareId(phone))
    expect(answer).toMatchObject({ status: 200 })
    expect(answer.list.map(({ provider }) => provider)).toEqual(['email'])
    expect(differences('DELETE', UNLINK, 200, answer.body)).toEqual([])
    const { body } = await api.call('GET', userPath(phone))
    expect(body).toMatchObject({
      user_id: phone,
      phone_number: NUMBER,
      phone_verified: true,
      logins_count: 0,
    })
    expect(body).toMatchObject({ name: NUMBER, nickname: '' })
    expect(body).not.toHaveProperty('app_metadata')
    const [identity] = body['identities'] as Identity[]
    expect(identity).not.toHaveProperty('profileData')
    expect(await link(api, ann, phone)).toMatchObject({ status: 201 })
  })

  test('the main identity, an unknown one, an unknown provider and nobody’s are refused', async () => {
    const ann = await emailUser(api, ANN)
    expect(await unlink(api, ann, 'email', bareId(ann))).toMatchObject(
      refusal(400, 'delete_main_user_identity'),
    )
    expect(await unlink(api, ann, 'sms', 'nobody')).toMatchObject(refusal(400, 'invalid_uri'))
    expect(await unlink(api, ann, 'pigeon', 'a')).toMatchObject(refusal(400, 'invalid_uri'))
    expect(await unlink(api, 'email|nobody', 'sms', 'a')).toMatchObject(NOBODY)
  })
})

test.each([
  ['two pipes', 'a|b'],
  ['a slash, a percent sign and a question mark', 'a/b%2Fc?d#e'],
  ['letters of many scripts', 'ünï-日本-🙂'],
  ['128 characters', 'x'.repeat(124)],
])('T24 an id with %s is linked, read and unlinked', async (_, user_id) => {
  const ann = await emailUser(api, ANN, { user_id: `${user_id}-ann`.slice(0, 122) })
  const phone = await smsUser(api, NUMBER, { user_id })
  expect(phone).toBe(`sms|${user_id}`)
  const linked = await link(api, ann, phone)
  expect(linked).toMatchObject({ status: 201, list: [{}, { user_id }] })
  expect(await unlink(api, ann, 'sms', user_id)).toMatchObject({ status: 200 })
  expect(await api.call('GET', userPath(phone))).toMatchObject({ status: 200, body: { user_id: phone } })
})

test('R66 linking and unlinking ask for update:users', async () => {
  const [ann, phone] = [await emailUser(api, ANN), await smsUser(api, NUMBER)]
  const others = MANAGEMENT_SCOPES.filter((scope) => scope !== 'update:users')
  const body = { provider: 'sms', user_id: bareId(phone) }
  const denied = refusal(
    ...([403, 'insufficient_scope'] as const),
    'Insufficient scope, expected any of: update:users,update:current_user_identities',
  )
  const path = userPath(ann, '/identities')
  expect(await api.call('POST', path, body, others)).toMatchObject(denied)
  expect(await api.call('POST', path, body, ['update:users'])).toMatchObject({ status: 201 })
  const target = `${path}/sms/${bareId(phone)}`
  expect(await api.call('DELETE', target, undefined, others)).toMatchObject(denied)
  expect(await api.call('DELETE', target, undefined, ['update:users'])).toMatchObject({ status: 200 })
})
