import { AuthenticationClient, AuthApiError } from 'auth0/legacy'
import { clientNamed } from '../../scripts/demo/tenant-clients.ts'
import { trustingFetch } from '../../scripts/demo/trusting-fetch.ts'
import { startTenant, type RunningTenant } from '../../scripts/local-tenant/start.ts'
import { asDescribed } from './support/as-described.ts'
import { at, findProblems, missingKeys } from './support/event-shapes.ts'

// The whole way of an app with pages of its own, by Auth0's own SDK: start, code, Actions in their threads, tokens.

const PHONE = '+447400123456'
const ADA = 'ada@example.com'

/** As an admin might write it: makes the number part of the account that the app names. */
const LINKER = `exports.onExecutePostLogin = async (event, api) => {
  const primary = event.request.body.link_to
  if (primary === undefined) return
  const answer = await fetch(event.secrets.API + 'users/' + encodeURIComponent(primary) + '/identities', {
    method: 'POST',
    headers: { authorization: 'Bearer ' + event.secrets.TOKEN, 'content-type': 'application/json' },
    body: JSON.stringify({ provider: 'sms', user_id: event.user.user_id.slice('sms|'.length) }),
  })
  api.transaction.setMetadata('linked', answer.status)
  api.user.setAppMetadata('lost', true)
  api.authentication.setPrimaryUser(primary)
}
`
const TELLER = `exports.onExecutePostLogin = async (event, api) => {
  api.idToken.setCustomClaim('told', {
    user: event.user.user_id.split('|')[0],
    linked: event.transaction.metadata.linked ?? null,
    methods: event.authentication?.methods.map(({ name }) => name) ?? null,
    fields: Object.keys(event.request.body).sort(),
  })
}
`

/** Is there so that what it is told can be looked at. */
const GATE = 'exports.onExecutePreUserRegistration = async () => {}'

let tenant: RunningTenant
let app: AuthenticationClient
let primary: string

beforeAll(async () => {
  tenant = await startTenant()
  await setUp(tenant)
}, 60_000)
afterAll(() => tenant.stop())

async function setUp({ origin, caFile, control }: RunningTenant): Promise<void> {
  const fetcher = trustingFetch(caFile)
  const state = await control.state()
  const { host } = new URL(origin)
  const [deploy, demo] = [clientNamed(state, 'Deploy'), clientNamed(state, 'Demo App')]
  app = new AuthenticationClient({
    ...{ domain: host, clientId: demo.client_id, clientSecret: demo.client_secret, fetch: fetcher },
  })
  const API = `${origin}/api/v2/`
  const machine = new AuthenticationClient({
    ...{ domain: host, clientId: deploy.client_id, clientSecret: deploy.client_secret, fetch: fetcher },
  })
  const { data } = await machine.oauth.clientCredentialsGrant({ audience: API })
  const TOKEN = data.access_token
  const manage = async (path: string, body: object, method = 'POST') => {
    const answer = await fetcher(API + path, {
      ...{ method, body: JSON.stringify(body) },
      headers: { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` },
    })
    expect([path, answer.ok]).toEqual([path, true])
    return (await answer.json()) as { [name: string]: string }
  }
  const secrets = Object.entries({ API, TOKEN }).map(([name, value]) => ({ name, value }))
  /** Deploys Actions, and binds them to their trigger in this order. */
  const bind = async (trigger: string, version: string, actions: Record<string, string>) => {
    for (const [name, code] of Object.entries(actions)) {
      const supported_triggers = [{ id: trigger, version }]
      const made = { name, code, secrets, supported_triggers, runtime: 'node22' }
      const { id = '' } = await manage('actions/actions', made)
      await manage(`actions/actions/${id}/deploy`, {})
    }
    const bindings = Object.keys(actions).map((name) => ({
      ...{ ref: { type: 'action_name', value: name }, display_name: name },
    }))
    await manage(`actions/triggers/${trigger}/bindings`, { bindings }, 'PATCH')
  }
  await bind('post-login', 'v3', { linker: LINKER, teller: TELLER })
  await bind('pre-user-registration', 'v2', { gate: GATE })
  await manage('connections', {
    ...{ name: 'sms', strategy: 'sms', options: { template: '{{ code }}', syntax: 'liquid' } },
    enabled_clients: [demo.client_id],
  })
  const { user_id = '' } = await manage('users', { connection: 'email', email: ADA, email_verified: true })
  primary = user_id
}

async function logInByText(phone: string, more: Record<string, string> = {}) {
  await app.passwordless.sendSMS({ phone_number: phone })
  const code = (await tenant.control.inbox({ to: phone })).at(-1)?.code ?? ''
  const scope = 'openid profile email phone offline_access'
  // The SDK passes on what it does not know.
  const { data } = await app.passwordless.loginWithSMS({ phone_number: phone, code, scope, ...more })
  return data
}

function claimsOf(token: string | undefined): Record<string, unknown> {
  const [, payload = ''] = (token ?? '').split('.')
  return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Record<string, unknown>
}

test('sendSMS and loginWithSMS sign a number up, and its refresh token works', async () => {
  const tokens = await logInByText('+447400123499')
  const claims = claimsOf(tokens.id_token)
  expect(claims).toMatchObject({ phone_number: '+447400123499', told: { user: 'sms', methods: ['sms'] } })
  const renewed = await app.oauth.refreshTokenGrant({ refresh_token: tokens.refresh_token ?? '' })
  expect(claimsOf(renewed.data.id_token)['sub']).toBe(claims['sub'])
})

test('an Action links by what the app sends along, and the tokens are those of the primary user', async () => {
  const claims = claimsOf((await logInByText(PHONE, { link_to: primary })).id_token)
  expect(claims).toMatchObject({
    ...{ sub: primary, email: ADA },
    told: {
      ...{ user: 'sms', linked: 201, methods: ['sms'] },
      fields: ['client_id', 'grant_type', 'link_to', 'realm', 'scope', 'username'],
    },
  })
  const users = await tenant.control.users()
  expect(users.find(({ user_id }) => user_id === primary)).toMatchObject({
    ...{ app_metadata: {}, identities: [{ provider: 'email' }, { provider: 'sms' }] },
  })
  // From now on the number alone leads to the same account.
  expect(claimsOf((await logInByText(PHONE)).id_token)['sub']).toBe(primary)
})

test('userAfterSetPrimary: later Actions of the run are told of the primary user', async () => {
  await tenant.control.setUnknowns({ userAfterSetPrimary: 'primary' })
  const claims = claimsOf((await logInByText('+447400123498', { link_to: primary })).id_token)
  expect(claims).toMatchObject({ sub: primary, told: { user: 'email', linked: 201 } })
})

test('the SDK is told in Auth0’s words what went wrong', async () => {
  await app.passwordless.sendSMS({ phone_number: PHONE })
  const refused = app.passwordless.loginWithSMS({ phone_number: PHONE, code: 'wrong' })
  await expect(refused).rejects.toThrow(AuthApiError)
  await expect(refused).rejects.toMatchObject({
    ...{ statusCode: 403, error: 'invalid_grant' },
    error_description: 'Wrong phone number or verification code.',
  })
  await expect(app.passwordless.sendEmail({ email: ADA })).rejects.toMatchObject({
    ...{ statusCode: 400, error: 'bad.send' },
  })
})

test('what Actions are told of such a login is as Auth0 describes it', async () => {
  await tenant.control.clearRuns()
  await logInByText('+447400123497')
  const runs = await tenant.control.runs()
  expect(runs.map(({ action_name }) => action_name)).toEqual(['gate', 'linker', 'teller'])
  for (const { trigger, event } of runs) {
    const shape = trigger === 'post-login' ? 'PostLogin' : 'PreUserRegistration'
    const told = asDescribed(event)
    expect([...missingKeys(shape, told), ...findProblems(shape, told)]).toEqual([])
    expect(at(event, 'transaction.protocol')).toBe('oauth2-resource-owner')
  }
})
