import { decodeJwt, decodeProtectedHeader } from 'jose'
import { completed, denied } from './support/fake-actions.ts'
import { API, CALLBACK, HOST, linkedUser, SECRET } from './support/small-tenant.ts'
import {
  askToken,
  codeFor,
  exchange,
  logInByEmail,
  logInByPhone,
  useStage,
  VERIFIER,
} from './support/stage.ts'

const PHONE = '+447400123456'
const stage = useStage()
const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
})
const credentials = { client_id: 'app', client_secret: SECRET }

describe('authorization_code', () => {
  test('gives an ID token that says who, for whom and since when', async () => {
    const { status, body } = await exchange(stage, await logInByEmail(stage, stage.browser()))
    expect(status).toBe(200)
    expect(decodeProtectedHeader(body['id_token'] ?? '')).toEqual({ alg: 'RS256', typ: 'JWT', kid: 'key-1' })
    const now = Date.parse('2026-03-01T12:00:00.000Z') / 1000
    const claims = decodeJwt(body['id_token'] ?? '')
    expect(claims).toMatchObject({
      iss: `https://${HOST}/`,
      aud: 'app',
      nonce: 'app-nonce',
      iat: now,
      exp: now + 36_000,
    })
    expect(claims).toMatchObject({ email: 'ada@example.com', email_verified: true, name: 'ada@example.com' })
    expect(claims.sub).toBe(stage.tenant.state.users[0]?.user_id)
    expect(claims['sid']).toBe(stage.tenant.state.sessions[0]?.id)
    expect(claims).not.toHaveProperty('auth_time')
  })

  test('tells auth_time when max_age was asked', async () => {
    const arrived = await logInByEmail(stage, stage.browser(), 'ada@example.com', { max_age: '60' })
    const { body } = await exchange(stage, arrived)
    expect(decodeJwt(body['id_token'] ?? '')['auth_time']).toBe(Date.parse('2026-03-01T12:00:00Z') / 1000)
  })

  test('the phone scope tells the number of a phone account, and nothing of a linked one', async () => {
    const own = await exchange(stage, await logInByPhone(stage, stage.browser(), PHONE))
    expect(decodeJwt(own.body['id_token'] ?? '')).toMatchObject({
      phone_number: PHONE,
      phone_number_verified: true,
    })
    stage.tenant.state.users = [linkedUser('ada@example.com', PHONE)]
    const linked = await exchange(stage, await logInByPhone(stage, stage.browser(), PHONE))
    expect(decodeJwt(linked.body['id_token'] ?? '')).not.toHaveProperty('phone_number')
  })

  test('carries the claims of Actions, except those that are reserved', async () => {
    const idTokenClaims = { phone_number: PHONE, sub: 'email|victim', iss: 'https://evil.example/', exp: 1 }
    stage.actions.onLogin = () =>
      completed({
        tokens: { idTokenClaims, accessTokenClaims: {}, addedScopes: [], removedScopes: [] },
      })
    const { body } = await exchange(stage, await logInByEmail(stage, stage.browser()))
    const claims = decodeJwt(body['id_token'] ?? '')
    expect(claims['phone_number']).toBe(PHONE)
    expect(claims.sub).toBe(stage.tenant.state.users[0]?.user_id)
    expect(claims.iss).toBe(`https://${HOST}/`)
  })

  test('takes the secret in the header too, and a public client by its verifier alone', async () => {
    const fields = (code: string) => ({
      ...{ grant_type: 'authorization_code', code, redirect_uri: CALLBACK, code_verifier: VERIFIER },
    })
    const first = await logInByEmail(stage, stage.browser())
    const code = first.url.searchParams.get('code') ?? ''
    expect((await askToken(stage, fields(code), basic('app', SECRET))).status).toBe(200)
    const spa = await logInByEmail(stage, stage.browser(), 'grace@example.com', { client_id: 'spa' })
    const spaCode = spa.url.searchParams.get('code') ?? ''
    expect((await askToken(stage, { ...fields(spaCode), client_id: 'spa' })).status).toBe(200)
  })

  test.each<[string, Record<string, string>, number, string, string]>([
    ['a wrong secret', { client_secret: 'wrong' }, 401, 'access_denied', 'Unauthorized'],
    ['an empty secret', { client_secret: '' }, 401, 'access_denied', 'Unauthorized'],
    ['an unknown client', { client_id: 'nobody' }, 401, 'access_denied', 'Unauthorized'],
    ['another client', { client_id: 'companion' }, 403, 'invalid_grant', 'Invalid authorization code'],
    ['a wrong code', { code: 'wrong' }, 403, 'invalid_grant', 'Invalid authorization code'],
    ['no code', { code: '' }, 400, 'invalid_request', 'Missing required parameter: code'],
    [
      'a wrong verifier',
      { code_verifier: 'w'.repeat(43) },
      403,
      'invalid_grant',
      'Failed to verify code verifier',
    ],
    ['no grant type', { grant_type: '' }, 400, 'invalid_request', 'Missing required parameter: grant_type'],
    [
      'an unknown grant',
      { grant_type: 'magic' },
      403,
      'unsupported_grant_type',
      'Unsupported grant type: magic',
    ],
    [
      'a grant named constructor',
      { grant_type: 'constructor' },
      403,
      'unsupported_grant_type',
      'constructor',
    ],
    [
      ...(['a grant not allowed', { client_id: 'machine' }, 403, 'unauthorized_client'] as const),
      "Grant type 'authorization_code' not allowed for the client.",
    ],
    [
      ...([
        'a wrong redirect_uri',
        { redirect_uri: 'http://other.example/cb' },
        403,
        'unauthorized_client',
      ] as const),
      'The redirect URI is wrong. You sent http://other.example, and we expected http://localhost:3000',
    ],
  ])('refuses %s', async (_name, more, status, error, description) => {
    const answer = await exchange(stage, await logInByEmail(stage, stage.browser()), more)
    expect(answer.status).toBe(status)
    expect(answer.body.error).toBe(error)
    expect(answer.body['error_description']).toContain(description)
    // A grant that the client lacks is the one refusal that Auth0 points to a page for.
    const uri = description.startsWith('Grant type') ? ['error_uri'] : []
    expect(Object.keys(answer.body)).toEqual(['error', 'error_description', ...uri])
  })

  test('a code works once, and its replay takes the refresh token back', async () => {
    const arrived = await logInByEmail(stage, stage.browser(), 'ada@example.com', {
      scope: 'openid offline_access',
    })
    const refresh_token = (await exchange(stage, arrived)).body['refresh_token'] ?? ''
    expect((await exchange(stage, arrived)).body['error_description']).toBe('Invalid authorization code')
    const answer = await askToken(stage, { grant_type: 'refresh_token', ...credentials, refresh_token })
    expect(answer.body['error_description']).toBe('Unknown or invalid refresh token.')
  })

  test.each([
    [29, 200],
    [30, 403],
  ])('a code of %i seconds gives %i', async (seconds, status) => {
    const arrived = await logInByEmail(stage, stage.browser())
    stage.advance(seconds)
    expect((await exchange(stage, arrived)).status).toBe(status)
  })

  test('R07 no log has a code, a secret or a token in it', async () => {
    const arrived = await logInByEmail(stage, stage.browser())
    const { body } = await exchange(stage, arrived)
    const logs = JSON.stringify(stage.tenant.state.logs)
    for (const secret of [arrived.url.searchParams.get('code') ?? '', SECRET, body['access_token'] ?? '']) {
      expect(logs).not.toContain(secret)
    }
    expect(logs).not.toContain(codeFor(stage, 'ada@example.com'))
    expect(logs).toContain('seacft')
  })
})

describe('refresh_token', () => {
  const offline = { scope: 'openid offline_access', audience: API }
  async function refreshToken(client_id = 'app'): Promise<string> {
    const arrived = await logInByEmail(stage, stage.browser(), 'ada@example.com', { ...offline, client_id })
    const { body } = await exchange(stage, arrived, { client_id })
    return body['refresh_token'] ?? ''
  }
  const refresh = (refresh_token: string, more: Record<string, string> = credentials) =>
    askToken(stage, { grant_type: 'refresh_token', refresh_token, ...more })

  test('runs the Actions, which see what kind of login it is', async () => {
    const token = await refreshToken()
    const { status, body } = await refresh(token)
    expect(status).toBe(200)
    expect(decodeJwt(body['access_token'] ?? '').aud).toEqual([API, `https://${HOST}/userinfo`])
    expect(stage.actions.seen.at(-1)?.event.transaction.protocol).toBe('oauth2-refresh-token')
    expect(stage.actions.seen.at(-1)?.run.canRedirect).toBe(false)
  })

  test('T15 a denial is 403 access_denied with the reason', async () => {
    const token = await refreshToken()
    stage.actions.onLogin = () => denied('sms_only_account')
    const { status, body } = await refresh(token)
    expect(status).toBe(403)
    expect(body).toEqual({ error: 'access_denied', error_description: 'sms_only_account' })
  })

  test('rotates where the client says so, and reuse ends the family', async () => {
    const spa = { client_id: 'spa' }
    const first = await refreshToken('spa')
    const second = (await refresh(first, spa)).body['refresh_token'] ?? ''
    expect(second).not.toBe(first)
    expect((await refresh(first, spa)).status).toBe(403)
    expect((await refresh(second, spa)).body['error_description']).toBe('Unknown or invalid refresh token.')
  })

  test('T12 is of no use once its user is gone', async () => {
    const token = await refreshToken()
    stage.tenant.state.users = []
    expect((await refresh(token)).body.error).toBe('invalid_grant')
  })
})

describe('client_credentials', () => {
  const machine = { grant_type: 'client_credentials', client_id: 'machine', client_secret: SECRET }

  test('gives the scopes of the client grant', async () => {
    const { status, body } = await askToken(stage, { ...machine, audience: API })
    expect(status).toBe(200)
    const claims = decodeJwt(body['access_token'] ?? '')
    expect(claims).toMatchObject({ sub: 'machine@clients', aud: API, scope: 'read:things', azp: 'machine' })
  })

  test.each<[string, Record<string, string>, number, string]>([
    ['a wrong secret', { client_secret: 'wrong', audience: API }, 401, 'Unauthorized'],
    ['no audience', {}, 403, 'Non-global clients are not allowed access to APIv1'],
    [
      'an unknown API',
      { audience: 'https://x.example/' },
      403,
      'Service not enabled within domain: https://x.example/',
    ],
    ['no client grant', { client_id: 'app', audience: API }, 403, 'Client is not authorized to access'],
    [
      'T29 a scope not granted',
      { audience: API, scope: 'write:things' },
      403,
      'Client has not been granted scopes',
    ],
  ])('refuses %s', async (_name, more, status, words) => {
    const answer = await askToken(stage, { ...machine, ...more })
    expect(answer.status).toBe(status)
    expect(answer.body.error).toBe('access_denied')
    expect(answer.body['error_description']).toContain(words)
  })
})

describe('what may be read from a page', () => {
  const ask = (path: string, origin: string, method = 'GET') =>
    stage.fetch(`https://${HOST}${path}`, { method, headers: { origin } })

  test.each([
    ['/oauth/token', 'http://localhost:3000', 'http://localhost:3000'],
    ['/userinfo', 'http://localhost:3000', 'http://localhost:3000'],
    ['/oauth/token', 'https://evil.example', null],
    ['/userinfo', 'https://evil.example', null],
  ])('%s from %s', async (path, origin, allowed) => {
    const preflight = await ask(path, origin, 'OPTIONS')
    expect(preflight.headers.get('access-control-allow-origin')).toBe(allowed)
    const answer = await ask(path, origin, path === '/userinfo' ? 'GET' : 'POST')
    expect(answer.headers.get('access-control-allow-origin')).toBe(allowed)
  })

  test('the keys and the discovery document, from anywhere', async () => {
    for (const path of ['/.well-known/jwks.json', '/.well-known/openid-configuration']) {
      const answer = await ask(path, 'https://anybody.example')
      expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    }
    const keys = await (await ask('/.well-known/jwks.json', 'x')).text()
    expect(keys).not.toMatch(/"(d|p|q|dp|dq|qi)":/)
  })
})

describe('/userinfo', () => {
  const read = (token: string) =>
    stage.fetch(`https://${HOST}/userinfo`, { headers: { authorization: `Bearer ${token}` } })

  test.each([{}, { audience: API }])(
    'tells what the scopes allow, by either kind of token: %o',
    async (more) => {
      const arrived = await logInByEmail(stage, stage.browser(), 'ada@example.com', more)
      const { body } = await exchange(stage, arrived)
      const answer = await read(body['access_token'] ?? '')
      expect(await answer.json()).toMatchObject({ email: 'ada@example.com' })
      stage.advance(86_400)
      expect((await read(body['access_token'] ?? '')).status).toBe(401)
    },
  )

  test('answers a POST as it does a GET', async () => {
    const { body } = await exchange(stage, await logInByEmail(stage, stage.browser()))
    const headers = { authorization: `Bearer ${body['access_token'] ?? ''}` }
    const answer = await stage.fetch(`https://${HOST}/userinfo`, { method: 'POST', headers })
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual(await (await read(body['access_token'] ?? '')).json())
    expect((await stage.fetch(`https://${HOST}/userinfo`, { method: 'POST' })).status).toBe(401)
  })

  test('refuses ID tokens, forged ones and none', async () => {
    const { body } = await exchange(stage, await logInByEmail(stage, stage.browser()))
    for (const token of [body['id_token'] ?? '', 'forged', 'a.b.c']) {
      expect((await read(token)).status).toBe(401)
    }
  })
})
