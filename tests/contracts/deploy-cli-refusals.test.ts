import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { clientNamed } from '../../scripts/demo/tenant-clients.ts'
import { trustingFetch } from '../../scripts/demo/trusting-fetch.ts'
import { importTenant, type ImportOptions } from '../../scripts/import-tenant.ts'
import { startTenant, type RunningTenant } from '../../scripts/local-tenant/start.ts'
import type { TenantState } from '../../scripts/local-tenant/state.ts'

// An import that cannot succeed says why in one sentence, and has changed nothing.

let tenant: RunningTenant
let before: TenantState
let options: ImportOptions
const credentialsOf = (name: string) => {
  const { client_id, client_secret } = clientNamed(before, name)
  return { clientId: client_id, clientSecret: client_secret }
}
const foldersLeft = () => readdirSync(tmpdir()).filter((name) => name.startsWith('phone-linking-import-'))

beforeAll(async () => {
  tenant = await startTenant()
  before = await tenant.control.state()
  const { host } = new URL(tenant.origin)
  options = {
    domain: host,
    ...credentialsOf('Deploy'),
    yamlFile: join(__dirname, '..', '..', 'tenant.yaml'),
    keywords: {
      TENANT_DOMAIN: host,
      CUSTOM_DOMAINS: host,
      FINGERPRINT_KEY: 'a key for tests only',
      APP_CLIENT_NAME: 'Demo App',
      SMS_DOMAIN: 'localhost',
      BRAND: 'Example',
      ...{ PHONE_POLICY: 'never', OFFER_AGAIN_DAYS: '30', OFFER_TIMES: '3' },
      ...{ COLLECT_NUMBER: 'off', ALLOWED_COUNTRIES: 'default', APP_NAME: 'Example', HELP_URL: 'none' },
      ...{ RECEIVER_URL: 'none', RECEIVER_AUDIENCE: 'none', SIGNING_KEY: 'none' },
      ...{ NUMBER_TYPES: 'mobile', SMS_ONLY_ACCOUNTS: 'refuse', CODE_PROVIDER: 'none' },
      COMPANION_CALLBACKS: [`${tenant.origin}/continue`],
    },
    caFile: tenant.caFile,
  }
})
afterAll(() => tenant.stop())

test.each<[string, () => Partial<ImportOptions>, string]>([
  [
    'R65 missing keywords, all of them',
    () => ({ keywords: { ...options.keywords, BRAND: '', FINGERPRINT_KEY: '' } }),
    'The keyword FINGERPRINT_KEY has no value. The keyword BRAND has no value.',
  ],
  [
    'a secret that is wrong',
    () => ({ clientSecret: 'wrong' }),
    'HOST does not accept the client id and secret of the deploying application.',
  ],
  [
    'T29 an application that may not use the Management API',
    () => credentialsOf('Other App'),
    'HOST gives the deploying application no token for https://HOST/api/v2/ (403, access_denied).',
  ],
  [
    'a tenant that is not there',
    () => ({ domain: 'localhost:1' }),
    'localhost:1 cannot be reached (ECONNREFUSED).',
  ],
  [
    'an app that the tenant does not have',
    () => ({ keywords: { ...options.keywords, APP_CLIENT_NAME: 'Nobody' } }),
    'The tenant has no application named “Nobody”.',
  ],
  [
    'T20 a brand that would be read as Liquid',
    () => ({ keywords: { ...options.keywords, BRAND: '{{ code }}' } }),
    'The brand "{{ code }}" has one of { } < > @ #, which have a meaning in templates: leave them out.',
  ],
])('T27 nothing is changed for %s', async (_, wrong, sentence) => {
  const folders = foldersLeft()
  const expected = sentence.replaceAll('HOST', options.domain)
  await expect(importTenant({ ...options, ...wrong() })).rejects.toHaveProperty('message', expected)
  expect((await tenant.control.state()).configuration).toEqual(before.configuration)
  expect(foldersLeft()).toEqual(folders)
})

test('T29 nothing is changed, and every missing scope is named, when scopes are missing', async () => {
  // A grant that holds less, as an admin might have given it.
  const granted = clientNamed(before, 'Other App')
  const deploy = before.configuration.clientGrants[0]
  const scope = (deploy?.scope ?? []).filter((name) => !['create:actions', 'update:prompts'].includes(name))
  const grant = { client_id: granted.client_id, audience: `${tenant.origin}/api/v2/`, scope }
  await trusted('/api/v2/client-grants', grant, await deployToken())
  const { configuration } = await tenant.control.state()

  await expect(importTenant({ ...options, ...credentialsOf('Other App') })).rejects.toHaveProperty(
    'message',
    'The deploying application lacks Management API scopes: create:actions, update:prompts.',
  )
  expect((await tenant.control.state()).configuration).toEqual(configuration)
})

test('T27 nothing is changed when another Action delivers the tenant’s codes, unless it is to stay', async () => {
  const token = await deployToken()
  const post = (path: string, body: object) => trusted(`/api/v2/actions/actions${path}`, body, token)
  const { id } = await post('', {
    ...{ name: 'carrier-pigeon', code: 'exports.onExecuteCustomPhoneProvider = async () => {}\n' },
    supported_triggers: [{ id: 'custom-phone-provider', version: 'v1' }],
  })
  await post(`/${String(id)}/deploy`, {})
  const { configuration } = await tenant.control.state()
  const twilio = { TWILIO_ACCOUNT_SID: 'none', TWILIO_AUTH_TOKEN: 'none', TWILIO_VERIFY_SID: 'none' }
  const others = { TWILIO_MESSAGING_SID: 'none', TWILIO_FROM: 'none', TWILIO_API_URL: 'none' }
  const keywords = {
    ...{ ...options.keywords, ...twilio, ...others, CODE_PROVIDER: 'webhook', CODES_PER_HOUR: 'none' },
    ...{ WEBHOOK_URL: 'https://example.com', WEBHOOK_SECRET: 'whsec_x', TICKET_CHECK: 'on' },
  }
  await expect(importTenant({ ...options, keywords })).rejects.toHaveProperty(
    'message',
    'The Action “carrier-pigeon” delivers this tenant’s codes, and Auth0 runs only one such Action: ' +
      'remove it, or keep it with the keyword CODE_PROVIDER “none”.',
  )
  expect((await tenant.control.state()).configuration).toEqual(configuration)
})

test('T27 nothing is changed when two Forms have the name of one of ours', async () => {
  const name = 'Phone Linking Offer'
  const token = await deployToken()
  for (let made = 0; made < 2; made += 1) await trusted('/api/v2/forms', { name }, token)
  const { configuration } = await tenant.control.state()

  await expect(importTenant(options)).rejects.toHaveProperty(
    'message',
    'The tenant has several Forms named “Phone Linking Offer”: give them different names.',
  )
  expect((await tenant.control.state()).configuration).toEqual(configuration)
})

async function deployToken(): Promise<string> {
  const { access_token } = await trusted('/oauth/token', {
    grant_type: 'client_credentials',
    client_id: options.clientId,
    client_secret: options.clientSecret,
    audience: `${tenant.origin}/api/v2/`,
  })
  return String(access_token)
}

async function trusted(path: string, body: object, token?: string): Promise<Record<string, unknown>> {
  const response = await trustingFetch(tenant.caFile)(`${tenant.origin}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  })
  expect(response.ok).toBe(true)
  return (await response.json()) as Record<string, unknown>
}
