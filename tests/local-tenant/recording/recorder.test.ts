import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  createRecorder,
  type Recorded,
  type RecordedAnswer,
} from '../../../scripts/local-tenant/recording/recorder.ts'
import { shapeOf } from '../../../scripts/local-tenant/recording/shape-of.ts'
import { HIDDEN, withoutSecrets } from '../../../scripts/local-tenant/recording/without-secrets.ts'
import { createTenantApp } from '../../../scripts/local-tenant/host.ts'
import { useBaseTenant } from '../management/support/base-tenant-api.ts'

const api = useBaseTenant()
let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recording-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const recorded = () =>
  readdirSync(folder).flatMap((name) =>
    readFileSync(join(folder, name), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Recorded),
  )
const answer = (response: unknown, status = 200): RecordedAnswer => ({
  ...{ kind: 'management', method: 'GET', route: '/clients/:id', status, response },
})

test('each shape of an answer is written down once, at once, where its owner alone can read it', () => {
  const recorder = createRecorder(folder)
  for (const name of ['a', 'b']) recorder.write(answer({ name }))
  recorder.write(answer({ name: 'c', tags: [] }))
  recorder.write(answer({ name: 'd' }, 404))
  expect(recorded()).toEqual([
    answer({ name: 'a' }),
    answer({ name: 'c', tags: [] }),
    answer({ name: 'd' }, 404),
  ])
  const [file = ''] = readdirSync(folder)
  expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600)
})

test.each([
  ['lists by their members', [{ a: 1 }, { a: 2 }], [{ a: 3 }], true],
  ['lists that hold another kind', [{ a: 1 }], [{ a: 'x' }], false],
  ['the order of keys', { a: 1, b: true }, { b: false, a: 2 }, true],
  ['nothing and a text', { a: null }, { a: 'x' }, false],
  ['a time and another text', '2026-01-01T00:00:00.000Z', 'soon', false],
  ['keys that are ids', { 'email|123456789': 1 }, { 'email|123456789': 2 }, true],
  ['keys that are hashes', { a1b2c3d4e5: 1 }, { f6e5d4c3b2: 1 }, true],
])('shapes: %s', (_name, one, other, isSame) => {
  expect(shapeOf(one) === shapeOf(other)).toBe(isSame)
})

test('nothing secret is written, and what is not secret stays', () => {
  const value = {
    ...{ client_id: 'app', client_secret: 's', access_token: 't', code: '123456', expires_in: 60 },
    secrets: [{ name: 'KEY', value: 'v', updated_at: '2026-01-01T00:00:00.000Z' }],
    ...{ credentials: { auth_token: 't', sid: 'AC1' }, setup: { type: 'OAUTH_APP', client_id: 'x' } },
    ...{ refresh_token: { rotation_type: 'rotating' }, challenge_password_policy: 'never' },
  }
  expect(withoutSecrets(value)).toEqual({
    ...{ client_id: 'app', client_secret: HIDDEN, access_token: HIDDEN, code: HIDDEN, expires_in: 60 },
    secrets: [{ name: 'KEY', value: HIDDEN, updated_at: '2026-01-01T00:00:00.000Z' }],
    ...{ credentials: { auth_token: HIDDEN, sid: HIDDEN }, setup: { type: 'OAUTH_APP', client_id: HIDDEN } },
    ...{ refresh_token: { rotation_type: 'rotating' }, challenge_password_policy: 'never' },
  })
})

test('a tenant that records writes down what both APIs answer, by the route that answered', async () => {
  api.tenant.recorder = createRecorder(folder)
  await api.call('GET', '/clients/none')
  const app = createTenantApp(api.tenant)
  await app.request('https://localhost:3443/api/v2/users/x')
  await app.request('https://localhost:3443/.well-known/jwks.json')
  await app.request('https://localhost:3443/oauth/token', { method: 'POST' })
  await app.request('https://localhost:3443/no/such/page')
  expect(recorded()).toMatchObject([
    { kind: 'management', method: 'GET', route: '/clients/:id', status: 404, response: { statusCode: 404 } },
    { kind: 'management', method: 'GET', route: '/users/:id', status: 401 },
    { kind: 'authentication', method: 'GET', route: '/.well-known/jwks.json', status: 200 },
    {
      kind: 'authentication',
      method: 'POST',
      route: '/oauth/token',
      response: { error: expect.any(String) as string },
    },
  ])
})

test('a tenant that does not record writes nothing', async () => {
  delete api.tenant.recorder
  await api.call('GET', '/clients/none')
  expect(readdirSync(folder)).toEqual([])
})
