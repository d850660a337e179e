import { parse } from 'yaml'
import { startTenant, type RunningTenant } from '../../scripts/local-tenant/start.ts'
import type { JsonObject } from '../../scripts/local-tenant/state.ts'
import { FOREIGN_ACTIONS, FOREIGN_BINDINGS } from '../support/lived-in/foreign-actions.ts'
import { FOREIGN_CLIENTS } from '../support/lived-in/foreign-clients.ts'
import { loadLivedIn } from '../support/lived-in-tenant.ts'
import { configurationOf, exportTenant } from '../support/tenant-export.ts'

jest.setTimeout(120_000)

// What deploys are judged by: an export by the real auth0-deploy-cli of a tenant that others have lived in.

type Named = JsonObject & { name: string }
type Exported = {
  clients: Named[]
  connections: (Named & { options: JsonObject; enabled_clients?: string[] })[]
  databases: Named[]
  actions: (Named & { deployed: boolean })[]
  triggers: { [trigger: string]: { action_name: string; display_name: string }[] }
  prompts: { customText: { [language: string]: JsonObject }; partials: JsonObject }
  forms: Named[]
  flows: Named[]
  flowVaultConnections: Named[]
  clientGrants: { client_id: string }[]
  phoneTemplates: JsonObject[]
  attackProtection: JsonObject
}

let tenant: RunningTenant
let files: Map<string, string>
let exported: Exported

beforeAll(async () => {
  tenant = await startTenant()
  await loadLivedIn(tenant)
  files = await exportTenant(tenant)
  exported = parse(files.get('tenant.yaml') ?? '') as Exported
})
afterAll(() => tenant.stop())

const namesOf = (things: { name: string }[]): string[] => things.map(({ name }) => name).sort()
const connection = (name: string) => exported.connections.find((each) => each.name === name)

test('thirty applications of others are in it, beside those of the base tenant, two of them with one name', () => {
  expect(FOREIGN_CLIENTS).toHaveLength(30)
  const base = ['Demo App', 'Demo Native', 'Demo SPA', 'Deploy', 'Other App']
  expect(namesOf(exported.clients)).toEqual([...namesOf(FOREIGN_CLIENTS), ...base].sort())
  const shops = exported.clients.filter(({ name }) => name === 'Shop')
  expect(new Set(shops.map(({ description }) => description)).size).toBe(2)
})

test('a dozen Actions are bound across triggers, in their order and by their own display names', () => {
  const bound = Object.entries(exported.triggers).map(([trigger, list]) => [
    trigger,
    list.map(({ action_name, display_name }) => [action_name, display_name]),
  ])
  expect(Object.fromEntries(bound)).toEqual(FOREIGN_BINDINGS)
  const foreign = Object.values(FOREIGN_BINDINGS)
    .flat()
    .filter(([action]) => action !== 'greeting')
  expect(foreign).toHaveLength(12)
  expect(namesOf(exported.actions)).toEqual(['greeting', ...namesOf(FOREIGN_ACTIONS)].sort())
  expect(exported.actions.filter(({ deployed }) => !deployed).map(({ name }) => name)).toEqual(['idea'])
})

test('six connections have options of their own and say who may use them', () => {
  expect(namesOf([...exported.connections, ...exported.databases])).toEqual([
    'Username-Password-Authentication',
    'acme-oidc',
    'contoso',
    'email',
    'google-oauth2',
    'saml-partner',
    'sms',
  ])
  expect(connection('sms')).toMatchObject({
    options: { disable_signup: true, totp: { time_step: 300, length: 8 }, syntax: 'liquid' },
    enabled_clients: ['Intranet', 'Phone App'],
  })
  expect(connection('email')?.enabled_clients).toHaveLength(11)
})

test('Forms, flows, texts, grants and settings of others are in it', () => {
  expect([exported.forms, exported.flows, exported.flowVaultConnections].map(({ length }) => length)).toEqual(
    [...[3, 2, 1]],
  )
  expect(Object.keys(exported.prompts.customText).sort()).toEqual(['de', 'en', 'fr'])
  expect(exported.prompts.partials).toHaveProperty('login-id')
  expect(exported.clientGrants.map(({ client_id }) => client_id)).toEqual(['CRM Sync', 'Orders Job'])
  expect(exported.phoneTemplates).toContainEqual(expect.objectContaining({ type: 'otp_enroll' }))
  expect(exported.attackProtection).toMatchObject({ bruteForceProtection: { max_attempts: 7 } })
})

test('nothing in it depends on the port, and a second export of the same tenant is the same', async () => {
  expect([...files.values()].join('\n')).not.toContain(`:${new URL(tenant.origin).port}`)
  expect([...(await exportTenant(tenant))]).toEqual([...files])
})

test('the configuration shows secrets and versions, which an export does not', async () => {
  const before = JSON.stringify(await configurationOf(tenant))
  expect(before).toContain('eu-3 \\"north\\"')
  expect(before).toContain('version 2 of action crm-sync #0')
  expect(before).toContain('client Shop #1')
  expect(before).not.toMatch(/"(created_at|updated_at|built_at)"/)
  expect([...files.values()].join('\n')).not.toContain('eu-3')
})

test('a tenant whose sms connection is yet to be made has all the rest', async () => {
  await tenant.control.reset()
  await loadLivedIn(tenant, { sms: 'absent' })
  const { connections, clients } = (await tenant.control.state()).configuration
  expect(connections.map(({ name }) => name)).not.toContain('sms')
  expect([connections.length, clients.length]).toEqual([6, 35])
})
