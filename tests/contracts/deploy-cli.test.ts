import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { ImportRecord } from '../../scripts/demo/import-snapshot.ts'
import { buildSources } from '../../scripts/deploy/build-sources.ts'
import type { Built } from '../../scripts/deploy/wanted.ts'
import { preparedSnapshot } from '../../scripts/demo/prepared-tenant.ts'
import { FORM_NAMES } from '../../scripts/import/form-keywords.ts'
import { RECORD_NAME } from '../../scripts/deploy/record.ts'
import { ATTACK_PROTECTION } from '../../scripts/local-tenant/management/attack-protection-settings.ts'
import { loadSnapshot } from '../../scripts/local-tenant/snapshot.ts'
import type {
  Action,
  Client,
  Configuration,
  Connection,
  JsonObject,
} from '../../scripts/local-tenant/state.ts'

// What the real auth0-deploy-cli made of tenant.yaml, on a tenant that had things of its own.

const PORT = 4999
const HOST = `localhost:${PORT}`
const root = join(__dirname, '..', '..')
const yaml = parse(readFileSync(join(root, 'tenant.yaml'), 'utf8')) as {
  actions: { name: string; runtime: string; secrets: { name: string }[]; supported_triggers: object[] }[]
  clientGrants: { scope: string[] }[]
  forms: { name: string; body: string }[]
  flows: { name: string; body: string }[]
}
const BOUND = ['phone-gate', 'reauthenticate', 'phone-prompt', 'phone-challenge', 'phone-notice']
const OURS = [...BOUND, 'sms-provider']

let before: Configuration
let after: Configuration
let built: Built
let calls: ImportRecord['calls']

beforeAll(async () => {
  const { snapshotFile, recordFile } = await preparedSnapshot()
  const record = JSON.parse(readFileSync(recordFile, 'utf8')) as ImportRecord
  ;({ before, calls } = record)
  const config = { domain: HOST, customDomains: [`127.0.0.1:${PORT}`], name: 'local-tenant' }
  built = await buildSources()
  after = (await loadSnapshot(snapshotFile, config)).configuration
}, 240_000)

/** The one with that name; a test that looks for what is not there fails here. */
function named<Thing extends { name: string }>(name: string, things: Thing[]): Thing {
  const found = things.filter((thing) => thing.name === name)
  expect(found).toHaveLength(1)
  return found[0] as Thing
}
const action = (name: string): Action => named(name, after.actions)
const client = (name: string): Client => named(name, after.clients)
const connection = (name: string): Connection => named(name, after.connections)
const nameOf = (thing: { name?: unknown }): string => (typeof thing.name === 'string' ? thing.name : '')
const idOf = (name: string, things: JsonObject[]) =>
  named(name, things as (JsonObject & { name: string })[])['id']
const companion = () => client('Phone Linking Companion')
const boundTo = (trigger: string) =>
  (after.bindings[trigger] ?? []).map(
    ({ action_id }) => after.actions.find(({ id }) => id === action_id)?.name,
  )

describe('our Actions', () => {
  test.each(OURS)('%s is deployed, byte for byte as it was built', (name) => {
    const wanted = named(name, yaml.actions)
    const deployed = after.actionVersions.find(({ id }) => id === action(name).deployed_version_id)
    expect(deployed?.code).toBe(built.codes.get(name))
    expect(deployed).toMatchObject({ runtime: wanted.runtime, supported_triggers: wanted.supported_triggers })
    expect(deployed?.dependencies).toEqual([])
    expect(deployed?.secrets.map((secret) => secret.name)).toEqual(
      wanted.secrets.map((secret) => secret.name),
    )
    expect(action(name).all_changes_deployed).toBe(true)
  })

  test('T28 keyword text is never filled into a bundle, nor left in a secret', () => {
    const secrets = after.actionVersions.flatMap((version) => version.secrets)
    expect(secrets.filter(({ value }) => /##|@@|^unknown$/.test(value))).toEqual([])
    expect(secrets.length).toBeGreaterThan(0)
  })

  test('their secrets name this tenant and the companion as it is', () => {
    const { secrets } = action('phone-challenge')
    expect(Object.fromEntries(secrets.map(({ name, value }) => [name, value]))).toEqual({
      TENANT_DOMAIN: HOST,
      CUSTOM_DOMAINS: `127.0.0.1:${PORT}`,
      COMPANION_CLIENT_ID: companion().client_id,
      COMPANION_CLIENT_SECRET: companion().client_secret,
      SMS_ONLY_ACCOUNTS: 'refuse',
      FINGERPRINT_KEY: expect.stringMatching(/^[\w+/]{43}=$/) as string,
      ALLOWED_COUNTRIES: 'default',
      NUMBER_TYPES: 'mobile',
    })
    expect(action('phone-gate').secrets.map(({ value }) => value)).toEqual([
      ...[HOST, `127.0.0.1:${PORT}`, companion().client_id],
    ])
  })

  test('their secrets name the Forms by the ids that the tenant gave', () => {
    const secrets = ['phone-prompt', 'phone-notice'].flatMap((name) => action(name).secrets)
    const ids = secrets.filter(({ name }) => name.endsWith('_FORM_ID'))
    expect(Object.fromEntries(ids.map(({ name, value }) => [name, value]))).toEqual(
      Object.fromEntries(
        Object.entries(FORM_NAMES).map(([keyword, name]) => [keyword, idOf(name, after.forms)]),
      ),
    )
  })

  test('T27 ours are bound first, and the Action that was there is still bound after them', () => {
    expect(boundTo('post-login')).toEqual([...BOUND.slice(1), 'greeting'])
    expect(boundTo('pre-user-registration')).toEqual(['phone-gate'])
  })
})

describe('our Forms and flows', () => {
  /** Without what the tenant adds. */
  const content = (things: JsonObject[], name: string) => {
    const found = named(name, things as (JsonObject & { name: string })[])
    const { id, created_at, updated_at, ...rest } = found
    expect([id, created_at, updated_at]).toEqual([expect.any(String), expect.any(String), expect.any(String)])
    return rest
  }

  test.each(yaml.flows.map(({ name, body }) => [name, body]))(
    'the flow %s is as it was built',
    (name, body) => {
      expect(content(after.flows, name)).toEqual({ name, ...built.bodies.get(body) })
    },
  )

  test.each(yaml.forms.map(({ name, body }) => [name, body]))(
    'the Form %s is as it was built, and runs our flows by their ids',
    (name, body) => {
      const ids = new Map(yaml.flows.map((flow) => [flow.name, idOf(flow.name, after.flows)]))
      const expected = JSON.parse(JSON.stringify(built.bodies.get(body)), (key, value: unknown) =>
        key === 'flow_id' ? ids.get(value as string) : value,
      ) as object
      expect(content(after.forms, name)).toEqual({ name, ...expected })
    },
  )
})

describe('the companion', () => {
  test('can only be sent back to /continue, of each host', () => {
    expect(companion()['callbacks']).toEqual([
      `https://${HOST}/continue`,
      `https://127.0.0.1:${PORT}/continue`,
    ])
    expect(companion()['allowed_logout_urls'] ?? []).toEqual([])
    expect(companion()['web_origins'] ?? []).toEqual([])
  })

  test('has the two grants it needs, and is marked', () => {
    expect(companion()).toMatchObject({
      grant_types: ['authorization_code', 'client_credentials'],
      app_type: 'regular_web',
      token_endpoint_auth_method: 'client_secret_post',
      oidc_conformant: true,
      jwt_configuration: { alg: 'RS256', lifetime_in_seconds: 60 },
      client_metadata: { phone_link_inner: 'true' },
    })
  })

  test('R66 may do at the Management API what tenant.yaml says, and no more', () => {
    const grants = after.clientGrants.filter(({ client_id }) => client_id === companion().client_id)
    expect(grants.map(({ audience, scope }) => ({ audience, scope }))).toEqual([
      { audience: `https://${HOST}/api/v2/`, scope: yaml.clientGrants[0]?.scope },
    ])
    expect(grants[0]?.scope).toEqual(['read:users', 'update:users', 'delete:users'])
  })
})

test('the sms connection serves the companion and the apps, and lets inner logins make users', () => {
  const { enabled_clients, options, strategy } = connection('sms')
  const apps = ['Demo App', 'Demo Native'].map((name) => client(name).client_id)
  expect(enabled_clients.toSorted()).toEqual([companion().client_id, ...apps].toSorted())
  expect(strategy).toBe('sms')
  expect(options).toMatchObject({ disable_signup: false, totp: { time_step: 180, length: 6 } })
})

test('the companion may ask for an email code, beside everybody who could before', () => {
  const was = named('email', before.connections).enabled_clients
  expect(connection('email').enabled_clients).toEqual([...was, companion().client_id])
})

test('R50 the last line of the text message names the host and the code', () => {
  const template = connection('sms').options['template'] as string
  expect(template.split('\n').at(-1)).toBe('@localhost #{{ code }}')
})

test('codes go by our Action, written as the connection and the phone template say', () => {
  expect(after.phoneProviders).toEqual([
    expect.objectContaining({
      name: 'custom',
      disabled: false,
      configuration: { delivery_methods: ['text'] },
    }),
  ])
  expect(before.phoneProviders).toEqual([expect.objectContaining({ name: 'twilio' })])
  const written = after.phoneTemplates?.find(({ type, id }) => type === 'otp_verify' && id !== undefined)
  expect(written).toMatchObject({
    disabled: false,
    content: { body: { text: connection('sms').options['template'] } },
  })
})

test('R33 Auth0’s own limits are on', () => {
  const defaults = Object.entries(ATTACK_PROTECTION).map(([name, { defaults }]) => [name, defaults] as const)
  expect({ ...Object.fromEntries(defaults), ...after.attackProtection }).toMatchObject({
    'brute-force-protection': { enabled: true },
    'suspicious-ip-throttling': { enabled: true },
    'bot-detection': { challenge_passwordless_policy: 'when_risky' },
  })
})

test('R13 the apps, and no others, may ask for a phone, and one of them without a page', () => {
  const marked = after.clients.filter((candidate) =>
    JSON.stringify(candidate['client_metadata'] ?? {}).includes('"on"'),
  )
  expect(marked.map(({ name, client_metadata }) => [name, client_metadata])).toEqual([
    ['Demo App', { phone_link: 'on' }],
    ['Demo Native', { phone_link: 'on', phone_link_otp: 'on' }],
  ])
})

describe('T27 what was there before', () => {
  const withoutHosts = (thing: unknown): unknown =>
    JSON.parse(
      JSON.stringify(thing).replaceAll(
        /(localhost|127\.0\.0\.1):\d{5}|localhost:4999|127\.0\.0\.1:4999/g,
        'HOST',
      ),
    )
  const isApp = ({ name }: { name: string }) => name === 'Demo App' || name === 'Demo Native'
  const foreignClients = ({ clients }: Configuration) =>
    clients
      .filter(({ name }) => name !== 'Phone Linking Companion')
      .map((found) => (isApp(found) ? { ...found, client_metadata: {} } : found))
  const foreignBindings = ({ bindings, actions }: Configuration) =>
    Object.values(bindings)
      .flat()
      .filter(({ action_id }) => actions.find(({ id }) => id === action_id)?.name === 'greeting')
      .map(({ trigger_id, action_id, display_name }) => ({ trigger_id, action_id, display_name }))

  test.each<[string, (configuration: Configuration) => unknown]>([
    ['applications, their secrets and settings', foreignClients],
    ['the Action of others', ({ actions }) => actions.filter(({ name }) => name === 'greeting')],
    ['its versions', (all) => all.actionVersions.filter(({ code }) => code.includes('example.com/greeting'))],
    ['its binding', foreignBindings],
    [
      'the email connection, its options too',
      ({ connections }) =>
        connections.filter(({ name }) => name !== 'sms').map((found) => ({ ...found, enabled_clients: [] })),
    ],
    [
      'grants',
      ({ clientGrants, clients }) =>
        clientGrants.filter((grant) =>
          clients.some((c) => c.name === 'Deploy' && c.client_id === grant.client_id),
        ),
    ],
    ['APIs', ({ resourceServers }) => resourceServers],
    ['tenant settings', ({ tenantSettings }) => tenantSettings],
    ['prompts, which were as we want them', ({ prompts }) => prompts],
    ['texts and templates', ({ customText, partials }) => [customText, partials]],
    ['the email provider', ({ emailProvider }) => emailProvider],
    ['vault connections and the rest', ({ vaultConnections, other }) => [vaultConnections, other]],
    [
      'Forms and flows of others',
      ({ forms, flows }) => [...forms, ...flows].filter((part) => !nameOf(part).startsWith('Phone Linking')),
    ],
  ])('%s: as they were, byte for byte', (_, part) => {
    const [was, is] = [withoutHosts(part(before)), withoutHosts(part(after))]
    expect(JSON.stringify(is)).toBe(JSON.stringify(was))
  })

  test('nothing is there that is neither ours nor was there', () => {
    const names = ({ clients, actions, connections, forms, flows }: Configuration) =>
      [...clients, ...actions, ...connections, ...forms, ...flows].map(nameOf)
    const added = names(after).filter((name) => !names(before).includes(name))
    const bodies = [...yaml.forms, ...yaml.flows].map(({ name }) => name)
    expect(added.toSorted()).toEqual(
      ['Phone Linking Companion', RECORD_NAME, ...OURS, 'sms', ...bodies].toSorted(),
    )
  })
})

describe('the requests of the import', () => {
  test('every one was answered well', () => {
    expect(calls.filter(({ status }) => status < 200 || status >= 400)).toEqual([])
  })

  test('what deploy-cli does at least, it did', () => {
    const kinds = new Set(
      calls.map(
        ({ method, path }) =>
          `${method} ${path.replaceAll(/\/(\w+_\w{16,22}|[\w-]{32,36})(?=\/|$)/g, '/ID')}`,
      ),
    )
    expect([...kinds]).toEqual(
      expect.arrayContaining([
        'POST /oauth/token',
        'GET /api/v2/clients',
        'PATCH /api/v2/clients/ID',
        'POST /api/v2/actions/actions',
        'POST /api/v2/actions/actions/ID/deploy',
        'POST /api/v2/connections',
        'PATCH /api/v2/connections/ID/clients',
        'POST /api/v2/client-grants',
        'POST /api/v2/forms',
        'PATCH /api/v2/forms/ID',
        'POST /api/v2/flows',
        'PATCH /api/v2/branding/phone/providers/ID',
        'POST /api/v2/branding/phone/templates',
        'PATCH /api/v2/attack-protection/bot-detection',
        'PATCH /api/v2/actions/triggers/post-login/bindings',
        'PATCH /api/v2/actions/triggers/pre-user-registration/bindings',
      ]),
    )
  })

  test('T27 nothing was deleted', () => {
    expect(calls.filter(({ method }) => method === 'DELETE')).toEqual([])
  })

  test('a token was asked for once: machine-to-machine tokens are counted', () => {
    expect(calls.filter(({ path }) => path === '/oauth/token')).toHaveLength(1)
  })
})
