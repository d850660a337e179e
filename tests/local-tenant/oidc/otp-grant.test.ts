import type { User } from '../../../scripts/local-tenant/state.ts'
import { authorizeUrl, codeFor, askToken, useStage } from './support/stage.ts'
import {
  ADA,
  allowOtpGrant,
  claimsOf,
  clientOf,
  EMAIL,
  logInByText,
  OTP_GRANT,
  PHONE,
  post,
  spend,
  START,
  start,
  wrong,
} from './support/otp.ts'
import { challenge, completed, denied, failed, form, redirect } from './support/fake-actions.ts'
import { API, CUSTOM_HOST, HOST, linkedUser, SECRET } from './support/small-tenant.ts'

const stage = useStage()
beforeEach(() => allowOtpGrant(stage))

const WRONG = { error: 'invalid_grant', error_description: 'Wrong phone number or verification code.' }
const EXPIRED = {
  error: 'invalid_grant',
  error_description: 'The verification code has expired. Please try to login again.',
}
const TRIED_OUT = {
  error: 'invalid_grant',
  error_description: "You've reached the maximum number of attempts. Please try to login again.",
}
const logTypes = () => stage.tenant.state.logs.map(({ type }) => type)

describe('a code for tokens', () => {
  test('by text: the account comes into being, and the tokens are its own', async () => {
    const { status, body } = await logInByText(stage)
    expect(status).toBe(200)
    expect(Object.keys(body).sort()).toEqual([
      'access_token',
      'expires_in',
      'id_token',
      'scope',
      'token_type',
    ])
    const [user] = stage.tenant.state.users as [User]
    expect(user).toMatchObject({ phone_number: PHONE, phone_verified: true, logins_count: 1 })
    const id = claimsOf(body['id_token'])
    expect(id).toMatchObject({ sub: user.user_id, aud: 'app', iss: `https://${HOST}/`, phone_number: PHONE })
    expect(logTypes()).toEqual(['cs', 'ss', 's'])
    expect(stage.tenant.state.logs[2]).toMatchObject({
      user_id: user.user_id,
      connection: 'sms',
      client_id: 'app',
    })
  })

  test('by email', async () => {
    await post(stage, START, EMAIL)
    const { body } = await spend(stage, { username: ADA, realm: 'email', otp: codeFor(stage, ADA) })
    expect(claimsOf(body['id_token'])).toMatchObject({ email: ADA, email_verified: true })
  })

  test('for a public client, without a secret', async () => {
    await start(stage, { client_id: 'spa', client_secret: undefined })
    const fields = { grant_type: OTP_GRANT, client_id: 'spa', username: PHONE, realm: 'sms' }
    const { status } = await askToken(stage, { ...fields, otp: codeFor(stage, PHONE) })
    expect(status).toBe(200)
  })

  test('a linked number signs in as its account', async () => {
    stage.tenant.state.users.push(linkedUser(ADA, PHONE))
    const { body } = await logInByText(stage)
    expect(claimsOf(body['id_token'])).toMatchObject({ sub: 'email|0123456789abcdef01234567', email: ADA })
    expect(stage.actions.signUps).toEqual([])
  })

  test('there is a session, but no browser has it', async () => {
    await start(stage)
    const answer = await stage.fetch(`https://${HOST}/oauth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        ...{ grant_type: OTP_GRANT, client_id: 'app', client_secret: SECRET, scope: 'openid' },
        ...{ username: PHONE, realm: 'sms', otp: codeFor(stage, PHONE) },
      }),
    })
    const { id_token } = (await answer.json()) as { id_token: string }
    expect(answer.headers.get('set-cookie')).toBeNull()
    const [session] = stage.tenant.state.sessions
    expect(claimsOf(id_token)['sid']).toBe(session?.id)
    expect(session).toMatchObject({ clients: ['app'], methods: [{ name: 'sms' }] })
  })

  test('an API, its scopes, and a refresh token that works', async () => {
    const asked = { scope: 'openid offline_access read:things admin', audience: API }
    const { body } = await logInByText(stage, asked)
    expect(body['scope']).toBe('openid offline_access read:things')
    expect(claimsOf(body['access_token'])).toMatchObject({
      aud: [API, `https://${HOST}/userinfo`],
      azp: 'app',
    })
    const renewed = await askToken(stage, {
      ...{ grant_type: 'refresh_token', client_id: 'app', client_secret: SECRET },
      refresh_token: body['refresh_token'] ?? '',
    })
    expect(renewed.status).toBe(200)
    expect(claimsOf(renewed.body['id_token'])['sub']).toBe(claimsOf(body['id_token'])['sub'])
  })

  test('a refresh token of a public client rotates', async () => {
    const app = { client_id: 'spa', client_secret: '' }
    await start(stage, { client_id: 'spa', client_secret: undefined })
    const fields = {
      username: PHONE,
      realm: 'sms',
      scope: 'openid offline_access',
      otp: codeFor(stage, PHONE),
    }
    const { body } = await askToken(stage, { grant_type: OTP_GRANT, client_id: 'spa', ...fields })
    const first = body['refresh_token'] ?? ''
    const renew = (refresh_token: string) =>
      askToken(stage, { grant_type: 'refresh_token', client_id: app.client_id, refresh_token })
    const second = (await renew(first)).body['refresh_token'] ?? ''
    expect(second).not.toBe(first)
    expect((await renew(first)).body.error).toBe('invalid_grant')
    expect((await renew(second)).body.error).toBe('invalid_grant')
  })

  test('without openid there is no ID token', async () => {
    const { body } = await logInByText(stage, { scope: '' })
    expect(body['id_token']).toBeUndefined()
  })

  test('the issuer is the host that was asked', async () => {
    await start(stage)
    const answer = await post(stage, `https://${CUSTOM_HOST}/oauth/token`, {
      ...{ grant_type: OTP_GRANT, client_id: 'app', client_secret: SECRET, scope: 'openid' },
      ...{ username: PHONE, realm: 'sms', otp: codeFor(stage, PHONE) },
    })
    expect(claimsOf(answer.body['id_token'] as string)['iss']).toBe(`https://${CUSTOM_HOST}/`)
  })

  test('the discovery document tells of the grant', async () => {
    const answer = await stage.fetch(`https://${HOST}/.well-known/openid-configuration`)
    const { grant_types_supported } = (await answer.json()) as { grant_types_supported: string[] }
    expect(grant_types_supported).toContain(OTP_GRANT)
  })
})

describe('codes', () => {
  test.each([
    [179, 200],
    [180, 403],
    [181, 403],
  ])('R02 after %i seconds the answer is %i', async (seconds, status) => {
    await start(stage)
    stage.advance(seconds)
    const answer = await spend(stage)
    expect(answer.status).toBe(status)
    if (status === 403) {
      expect(answer.body).toEqual(EXPIRED)
      expect((await spend(stage)).body).toEqual(EXPIRED)
      expect(stage.tenant.state.users).toEqual([])
    }
  })

  test('R03 a used code is a wrong one', async () => {
    await logInByText(stage)
    expect(await spend(stage)).toEqual({ status: 403, body: WRONG })
    expect(stage.tenant.state.users).toHaveLength(1)
  })

  test('R03 fifty parallel submits of one code make one login', async () => {
    await start(stage)
    const answers = await Promise.all(Array.from({ length: 50 }, () => spend(stage)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ body }) => body.error === 'invalid_grant')).toHaveLength(49)
    expect([stage.tenant.state.users.length, stage.tenant.state.sessions.length]).toEqual([1, 1])
  })

  test('R05 only the newest works', async () => {
    await start(stage)
    const old = codeFor(stage, PHONE)
    await start(stage)
    expect((await spend(stage, { otp: old })).body).toEqual(WRONG)
    expect((await spend(stage)).status).toBe(200)
  })

  test('R06 the third wrong try kills the code; a new one works', async () => {
    await start(stage)
    const right = codeFor(stage, PHONE)
    const guess = () => spend(stage, { otp: wrong(right) })
    expect([(await guess()).body, (await guess()).body, (await guess()).body]).toEqual([
      WRONG,
      WRONG,
      TRIED_OUT,
    ])
    expect(await spend(stage, { otp: right })).toEqual({ status: 403, body: TRIED_OUT })
    expect(logTypes()).toEqual(['cs', ...Array<string>(4).fill('fepotpft')])
    expect((await logInByText(stage)).status).toBe(200)
  })

  test('R06 two wrong tries are forgiven', async () => {
    await start(stage)
    const right = codeFor(stage, PHONE)
    for (let tries = 0; tries < 2; tries += 1) await spend(stage, { otp: wrong(right) })
    expect((await spend(stage, { otp: right })).status).toBe(200)
  })

  test('R04 a code of another number, or for another app, is a wrong one', async () => {
    await start(stage)
    const other = '+447400123457'
    await start(stage, { phone_number: other })
    expect((await spend(stage, { username: other, otp: codeFor(stage, PHONE) })).body).toEqual(WRONG)
    const fields = { grant_type: OTP_GRANT, client_id: 'spa', username: PHONE, realm: 'sms' }
    const elsewhere = await askToken(stage, { ...fields, otp: codeFor(stage, PHONE) })
    expect(elsewhere.body).toEqual(WRONG)
    expect((await spend(stage)).status).toBe(200)
  })

  test('R04 a code of the page is none of the API', async () => {
    const browser = stage.browser()
    const page = await browser.submit(await browser.open(authorizeUrl({ connection: 'sms' })), {
      phone: PHONE,
    })
    expect((await spend(stage)).body).toEqual(WRONG)
    expect((await browser.submit(page, { code: codeFor(stage, PHONE) })).url.pathname).toBe('/callback')
  })

  test('R04 a code of the API is none of the page, whose own it voids', async () => {
    const browser = stage.browser()
    const page = await browser.submit(await browser.open(authorizeUrl({ connection: 'sms' })), {
      phone: PHONE,
    })
    await start(stage)
    const code = codeFor(stage, PHONE)
    expect((await browser.submit(page, { code })).status).toBe(400)
    expect((await spend(stage, { otp: code })).status).toBe(200)
  })

  test('a number nobody was sent a code for, and what is no number', async () => {
    for (const username of ['+447400999999', 'somebody', '']) {
      const { body } = await spend(stage, { username, otp: '123456' })
      if (username === '') expect(body.error).toBe('invalid_request')
      else expect(body).toEqual(WRONG)
    }
    const { body } = await spend(stage, { username: ADA, realm: 'email', otp: '123456' })
    expect(body['error_description']).toBe('Wrong email or verification code.')
  })
})

describe('the request', () => {
  test.each<[string, Record<string, string>, number, string, string]>([
    ['no username', { username: '' }, 400, 'invalid_request', 'Missing required parameter: username'],
    ['no code', { otp: '' }, 400, 'invalid_request', 'Missing required parameter: otp'],
    ['no realm', { realm: '' }, 400, 'invalid_request', 'Missing required parameter: realm'],
    ['an unknown realm', { realm: 'fax' }, 400, 'invalid_request', 'the connection was not found'],
    [
      'an unknown API',
      { audience: 'https://no/' },
      403,
      'access_denied',
      'Service not enabled within domain: https://no/',
    ],
    ['a wrong secret', { client_secret: 'guess' }, 401, 'access_denied', 'Unauthorized'],
    ['no secret', { client_secret: '' }, 401, 'access_denied', 'Unauthorized'],
  ])('%s spends no code', async (_name, fields, status, error, error_description) => {
    await start(stage)
    const otp = codeFor(stage, PHONE)
    expect(await spend(stage, { otp, username: PHONE, ...fields })).toEqual({
      ...{ status, body: { error, error_description } },
    })
    expect((await spend(stage)).status).toBe(200)
  })

  test.each([
    ['without the grant', { grant_types: ['authorization_code'] }],
    ['that is a single page application', { app_type: 'spa' }],
  ])('a client %s is refused', async (_name, settings) => {
    await start(stage)
    Object.assign(clientOf(stage, 'app'), settings)
    const { status, body } = await spend(stage)
    expect([status, body.error, body['error_description']]).toEqual([
      ...[403, 'unauthorized_client', `Grant type '${OTP_GRANT}' not allowed for the client.`],
    ])
  })

  test('an app whose people log in to organizations', async () => {
    await start(stage)
    clientOf(stage, 'app')['organization_usage'] = 'require'
    const { status, body } = await spend(stage)
    expect([status, body['error_description']]).toEqual([
      ...[400, 'parameter organization is required for this client'],
    ])
  })

  test('a connection that was taken from the client meanwhile', async () => {
    await start(stage)
    for (const connection of stage.tenant.state.configuration.connections) connection.enabled_clients = []
    expect((await spend(stage)).body['error_description']).toBe(
      'the connection is not enabled for the client',
    )
  })
})

describe('sign-up', () => {
  test('Actions are told of the request, without what is secret in it', async () => {
    await logInByText(stage, { link_to: 'an-id-token', device: 'phone' })
    expect(stage.actions.signUps).toMatchObject([
      {
        client: { client_id: 'app' },
        connection: { name: 'sms' },
        user: { phone_number: PHONE },
        transaction: { protocol: 'oauth2-resource-owner', locale: 'en' },
        request: {
          method: 'POST',
          body: { link_to: 'an-id-token', device: 'phone', username: PHONE, realm: 'sms' },
        },
      },
    ])
    const told = JSON.stringify([stage.actions.signUps, stage.actions.seen[0]?.event])
    expect(told).not.toContain(SECRET)
    expect(told).not.toContain(codeFor(stage, PHONE))
  })

  test('otpGrantBody: only the fields that Auth0 describes', async () => {
    stage.tenant.unknowns.otpGrantBody = 'known'
    await logInByText(stage, { link_to: 'an-id-token' })
    const [signUp] = stage.actions.signUps as [{ request: { body: object } }]
    const body = { grant_type: OTP_GRANT, client_id: 'app', username: PHONE, realm: 'sms' }
    expect(signUp.request.body).toEqual({ ...body, scope: 'openid profile email phone' })
    expect(stage.actions.seen[0]?.event.request.body).toEqual(signUp.request.body)
  })

  test('T09 a denied one creates nobody', async () => {
    stage.actions.onSignUp = () => ({
      ...{ kind: 'denied', reason: 'internal', userMessage: 'sms_only_account: Use email.' },
      action_name: 'gate',
    })
    expect(await logInByText(stage)).toEqual({
      status: 403,
      body: { error: 'access_denied', error_description: 'sms_only_account: Use email.' },
    })
    expect([stage.tenant.state.users, stage.tenant.state.sessions, stage.actions.seen]).toEqual([[], [], []])
    expect(logTypes()).toEqual(['cs', 'fs', 'fepotpft'])
  })

  test('an Action that fails, and a connection that is closed', async () => {
    stage.actions.onSignUp = () => ({ kind: 'failed', message: 'oh', action_name: 'gate' })
    expect((await logInByText(stage)).body['error_description']).toBe('It is not possible to sign up.')
    const [, sms] = stage.tenant.state.configuration.connections
    Object.assign(sms?.options ?? {}, { disable_signup: true })
    expect((await logInByText(stage)).body['error_description']).toBe('Sign-up is disabled.')
    expect(stage.tenant.state.users).toEqual([])
  })
})

describe('post-login Actions', () => {
  test('are told of a login without a page', async () => {
    await logInByText(stage, { link_to: 'an-id-token' })
    const { run, event } = stage.actions.seen[0] ?? {}
    expect(run?.canRedirect).toBe(false)
    expect(event).toMatchObject({
      authentication: { methods: [{ name: 'sms', timestamp: '2026-03-01T12:00:00.000Z' }] },
      connection: { name: 'sms', strategy: 'sms' },
      stats: { logins_count: 1 },
      user: { phone_number: PHONE },
      request: { method: 'POST', hostname: HOST, query: {}, body: { link_to: 'an-id-token' } },
      transaction: {
        ...{ protocol: 'oauth2-resource-owner', metadata: {}, acr_values: [], ui_locales: [] },
        requested_scopes: ['openid', 'profile', 'email', 'phone'],
      },
    })
    expect(event).not.toHaveProperty('refresh_token')
    expect(event?.transaction).not.toHaveProperty('redirect_uri')
  })

  test('otpGrantProtocol: the other name', async () => {
    stage.tenant.unknowns.otpGrantProtocol = 'oauth2-password'
    await logInByText(stage)
    expect(stage.actions.seen[0]?.event.transaction.protocol).toBe('oauth2-password')
    expect(stage.actions.signUps).toMatchObject([{ transaction: { protocol: 'oauth2-password' } }])
  })

  test('set claims, scopes and metadata', async () => {
    stage.actions.onLogin = () => ({
      ...completed({
        user: { appMetadata: { seen: 1 }, userMetadata: { theme: 'dark' }, recordedMethods: [] },
      }),
      tokens: {
        ...{ idTokenClaims: { plan: 'gold' }, accessTokenClaims: {} },
        ...{ addedScopes: ['read:more'], removedScopes: ['email'] },
      },
    })
    const { body } = await logInByText(stage)
    expect(claimsOf(body['id_token'])['plan']).toBe('gold')
    expect(body['scope']).toBe('openid profile phone read:more')
    expect(stage.tenant.state.users[0]).toMatchObject({
      app_metadata: { seen: 1 },
      user_metadata: { theme: 'dark' },
    })
  })

  test.each([
    ['denies', denied('sms_only_account: Use email.'), 'access_denied', 'sms_only_account: Use email.'],
    ['throws', failed('oh'), 'access_denied', 'oh'],
    ['redirects', redirect('https://elsewhere.example/'), 'interaction_required', 'Interaction required'],
    ['renders a form', form('ap_1'), 'interaction_required', 'Interaction required'],
  ])('one that %s leaves the app without tokens', async (_name, outcome, error, error_description) => {
    stage.actions.onLogin = () => outcome
    expect(await logInByText(stage)).toEqual({ status: 403, body: { error, error_description } })
    expect(logTypes()).toEqual(['cs', 'ss', 'fepotpft'])
    expect(stage.tenant.state.refreshTokens).toEqual([])
  })

  test('one that asks for a factor has the app told which', async () => {
    stage.actions.onLogin = () => challenge(['otp', 'phone'])
    const { status, body } = await logInByText(stage)
    expect(status).toBe(403)
    expect(body).toEqual({
      ...{ error: 'mfa_required', error_description: 'Multifactor authentication required' },
      mfa_token: expect.stringMatching(/^Fe26\.2\*/) as string,
      mfa_requirements: { challenge: [{ type: 'otp' }, { type: 'phone' }] },
    })
    const spent = {
      grant_type: 'http://auth0.com/oauth/grant-type/mfa-otp',
      mfa_token: body['mfa_token'] ?? '',
    }
    const next = await askToken(stage, { ...spent, client_id: 'app', client_secret: SECRET, otp: '123456' })
    expect(next.body.error).toBe('unsupported_grant_type')
  })

  test('who is blocked gets nothing, whether before or meanwhile', async () => {
    await logInByText(stage)
    const [user] = stage.tenant.state.users as [User]
    stage.actions.onLogin = () => {
      user.blocked = true
      return completed()
    }
    const blocked = { status: 403, body: { error: 'unauthorized', error_description: 'user is blocked' } }
    expect(await logInByText(stage)).toEqual(blocked)
    expect(stage.actions.seen).toHaveLength(2)
    expect(await logInByText(stage)).toEqual(blocked)
    expect(stage.actions.seen).toHaveLength(2)
  })

  test('metadata for somebody who is gone by then is lost, and there is nobody to issue tokens for', async () => {
    stage.actions.onLogin = () => {
      stage.tenant.state.users = []
      return completed({ user: { appMetadata: { a: 1 }, userMetadata: {}, recordedMethods: [] } })
    }
    expect(await logInByText(stage)).toEqual({
      status: 403,
      body: { error: 'access_denied', error_description: 'The user does not exist anymore.' },
    })
  })

  test.each([
    ['absent', false],
    ['present', true],
  ] as const)('otpGrantAuthTime: %s', async (auth_time, isThere) => {
    stage.tenant.unknowns.otpGrantAuthTime = auth_time
    const { body } = await logInByText(stage)
    const claims = claimsOf(body['id_token'])
    expect('auth_time' in claims).toBe(isThere)
    if (isThere) expect(claims['auth_time']).toBe(Date.parse('2026-03-01T12:00:00.000Z') / 1000)
  })

  test('T20 the address of the person is what a trusted back end says', async () => {
    const header = { 'auth0-forwarded-for': '203.0.113.7' }
    await start(stage)
    await spend(stage, {}, header)
    clientOf(stage, 'app')['is_token_endpoint_ip_header_trusted'] = true
    await start(stage)
    await spend(stage, {}, header)
    const addresses = stage.actions.seen.map(({ event }) => (event.request as { ip?: string }).ip)
    expect(addresses).toEqual(['127.0.0.1', '203.0.113.7'])
  })
})
