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
  const token = await trusted('/oauth/token', {
    grant_type: 'client_credentials',
    client_id: options.clientId,
    client_secret: options.clientSecret,
    audience: `${tenant.origin}/api/v2/`,
  })
  const scope = (deploy?.scope ?? []).filter((name) => !['create:actions', 'update:prompts'].includes(name))
  const grant = { client_id: granted.client_id, audience: `${tenant.origin}/api/v2/`, scope }
  await trusted('/api/v2/client-grants', grant, String(token['access_token']))
  const { configuration } = await tenant.control.state()

  await expect(importTenant({ ...options, ...credentialsOf('Other App') })).rejects.toHaveProperty(
    'message',
    'The deploying application lacks Management API scopes: create:actions, update:prompts.',
  )
  expect((await tenant.control.state()).configuration).toEqual(configuration)
})

test('T27 nothing is changed when two Forms have the name of one of ours', async () => {
  const { clientId, clientSecret } = options
  const granted = await trusted('/oauth/token', {
    ...{ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret },
    audience: `${tenant.origin}/api/v2/`,
  })
  const name = 'Phone Linking Offer'
  for (let made = 0; made < 2; made += 1)
    await trusted('/api/v2/forms', { name }, String(granted['access_token']))
  const { configuration } = await tenant.control.state()

  await expect(importTenant(options)).rejects.toHaveProperty(
    'message',
    'The tenant has several Forms named “Phone Linking Offer”: give them different names.',
  )
  expect((await tenant.control.state()).configuration).toEqual(configuration)
})

async function trusted(path: string, body: object, token?: string): Promise<Record<string, unknown>> {
  const response = await trustingFetch(tenant.caFile)(`${tenant.origin}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  })
  expect(response.ok).toBe(true)
  return (await response.json()) as Record<string, unknown>
}
