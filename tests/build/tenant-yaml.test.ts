import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { parse } from 'yaml'

import { MANAGEMENT_SCOPES } from '../../lib/adapters/management-api.ts'
import { SETTINGS } from '../../lib/settings.ts'

type Named = { name: string }
type TenantYaml = {
  actions: (Named & { secrets: { name: string; value: string }[] })[]
  clients: (Named & Record<string, unknown>)[]
  clientGrants: { client_id: string; audience: string; scope: string[] }[]
  connections: (Named & { enabled_clients: string[] })[]
  triggers: Record<string, { action_name: string }[]>
}

const COMPANION = 'Phone Linking Companion'
const tenant = parse(readFileSync(join(__dirname, '../../tenant.yaml'), 'utf8')) as TenantYaml

const named = <T extends Named>(list: T[], name: string): T => {
  const found = list.find((entry) => entry.name === name)
  if (!found) throw new Error(`tenant.yaml has no ${name}`)
  return found
}
const secretsOf = (action: string) => named(tenant.actions, action).secrets

test('R66 the companion is granted the Management scopes that are used, and no others', () => {
  expect(tenant.clientGrants).toEqual([
    { client_id: COMPANION, audience: 'https://##TENANT_DOMAIN##/api/v2/', scope: [...MANAGEMENT_SCOPES] },
  ])
})

test('the companion can do two things and return to /continue only', () => {
  expect(named(tenant.clients, COMPANION)).toMatchObject({
    callbacks: '@@COMPANION_CALLBACKS@@',
    grant_types: ['authorization_code', 'client_credentials'],
    token_endpoint_auth_method: 'client_secret_post',
    client_metadata: { phone_link_inner: 'true' },
  })
})

test('every setting is a secret of phone-challenge, and the gate has the one it needs', () => {
  expect(secretsOf('phone-challenge').map(({ name }) => name)).toEqual(Object.keys(SETTINGS))
  expect(secretsOf('phone-gate').map(({ name }) => name)).toEqual(['COMPANION_CLIENT_ID'])
})

test('no secret is written down: each is a keyword of its own name', () => {
  for (const { name, value } of tenant.actions.flatMap(({ secrets }) => secrets)) {
    expect(value).toBe(`##${name}##`)
  }
})

test('only our own Actions are bound, each to its trigger', () => {
  expect(tenant.triggers).toEqual({
    'pre-user-registration': [{ action_name: 'phone-gate', display_name: 'phone-gate' }],
    'post-login': [{ action_name: 'phone-challenge', display_name: 'phone-challenge' }],
  })
})

test('only our own resources are named', () => {
  expect(Object.keys(tenant).sort()).toEqual(
    ['actions', 'clientGrants', 'clients', 'connections', 'prompts', 'triggers'].sort(),
  )
  expect(tenant.connections.map(({ name }) => name)).toEqual(['sms'])
  expect(tenant.clients.map(({ name }) => name)).toEqual([COMPANION, '##APP_CLIENT_NAME##'])
})
