import { HOST, SECRET } from './support/small-tenant.ts'
import { askToken, exchange, logInByEmail, useStage } from './support/stage.ts'

const stage = useStage()
const app = { client_id: 'app', client_secret: SECRET }
const spa = { client_id: 'spa' }

/** The refresh token of a login at this app. */
async function refreshToken({ client_id }: { client_id: string }): Promise<string> {
  const asked = { scope: 'openid offline_access', client_id }
  const arrived = await logInByEmail(stage, stage.browser(), 'ada@example.com', asked)
  return (await exchange(stage, arrived, { client_id })).body['refresh_token'] ?? ''
}

const refresh = async (refresh_token: string, credentials: Record<string, string>) =>
  askToken(stage, { grant_type: 'refresh_token', refresh_token, ...credentials })

function revoke(body: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
  return stage.fetch(`https://${HOST}/oauth/revoke`, {
    ...{ method: 'POST', headers, body: new URLSearchParams(body) },
  })
}

const problem = async (answer: Response) => [
  answer.status,
  ((await answer.json()) as { error: string }).error,
]

test('an app gives its refresh token back, and it is of no use any more', async () => {
  const token = await refreshToken(app)
  expect((await refresh(token, app)).status).toBe(200)
  const answer = await revoke({ ...app, token })
  expect([answer.status, await answer.text()]).toEqual([200, ''])
  expect((await refresh(token, app)).body.error).toBe('invalid_grant')
  expect(stage.tenant.state.logs.at(-2)).toMatchObject({ type: 'srrt', client_id: 'app' })
})

test('an app without a secret does so, too, and everything that has come of the login ends', async () => {
  const first = await refreshToken(spa)
  const second = (await refresh(first, spa)).body['refresh_token'] ?? ''
  expect((await revoke({ ...spa, token: first })).status).toBe(200)
  expect((await refresh(second, spa)).body.error).toBe('invalid_grant')
})

test('a form and JSON are read, and a secret in the header', async () => {
  const token = await refreshToken(app)
  const headers = { authorization: `Basic ${Buffer.from(`app:${SECRET}`).toString('base64')}` }
  expect((await revoke({ token: 'unknown' }, headers)).status).toBe(200)
  const answer = await stage.fetch(`https://${HOST}/oauth/revoke`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...app, token }),
  })
  expect(answer.status).toBe(200)
  expect((await refresh(token, app)).body.error).toBe('invalid_grant')
})

test('a token of another app stays, and the answer is the same', async () => {
  const token = await refreshToken(app)
  expect((await revoke({ ...spa, token })).status).toBe(200)
  expect((await refresh(token, app)).status).toBe(200)
})

test('whoever is no client of the tenant, or names no token, is refused', async () => {
  const token = await refreshToken(app)
  expect(await problem(await revoke({ token }))).toEqual([401, 'invalid_client'])
  expect(await problem(await revoke({ client_id: 'app', token }))).toEqual([401, 'invalid_client'])
  const wrong = { client_id: 'app', client_secret: 'wrong', token }
  expect(await problem(await revoke(wrong))).toEqual([401, 'invalid_client'])
  expect(await problem(await revoke(app))).toEqual([400, 'invalid_request'])
  expect((await refresh(token, app)).status).toBe(200)
})

test('pages of the apps’ own origins may ask, and discovery says where', async () => {
  const preflight = await stage.fetch(`https://${HOST}/oauth/revoke`, {
    method: 'OPTIONS',
    headers: { origin: 'https://evil.example' },
  })
  expect(preflight.headers.get('access-control-allow-origin')).toBeNull()
  const discovery = await stage.fetch(`https://${HOST}/.well-known/openid-configuration`)
  expect(await discovery.json()).toMatchObject({ revocation_endpoint: `https://${HOST}/oauth/revoke` })
})
