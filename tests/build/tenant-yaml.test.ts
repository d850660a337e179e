import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { parse } from 'yaml'

import { MANAGEMENT_SCOPES } from '../../lib/adapters/management-api.ts'
import { buildForms } from '../../scripts/forms/build-forms.ts'
import { FORM_NAMES } from '../../scripts/import/form-keywords.ts'

type Named = { name: string }
type TenantYaml = {
  actions: (Named & { supported_triggers: unknown })[]
  phoneProviders: unknown
  phoneTemplates: unknown
  attackProtection: unknown
  clients: (Named & Record<string, unknown>)[]
  clientGrants: { client_id: string; audience: string; scope: string[] }[]
  connections: (Named & { strategy: string; enabled_clients: string[]; options?: object })[]
  forms: (Named & { body: string })[]
  flows: (Named & { body: string })[]
  triggers: Record<string, { action_name: string }[]>
}

const COMPANION = 'Phone Linking Companion'
const tenant = parse(readFileSync(join(__dirname, '../../tenant.yaml'), 'utf8')) as TenantYaml

const named = <T extends Named>(list: T[], name: string): T => {
  const found = list.find((entry) => entry.name === name)
  if (!found) throw new Error(`tenant.yaml has no ${name}`)
  return found
}

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

test('an app that may link by the OTP grant carries that mark beside the one of every app', () => {
  const marks = ['##APP_CLIENT_NAME##', '##OTP_CLIENT_NAME##'].map((name) => named(tenant.clients, name))
  expect(marks.map(({ client_metadata }) => client_metadata)).toEqual([
    { phone_link: 'on' },
    { phone_link: 'on', phone_link_otp: 'on' },
  ])
})

test('every Form and flow that is built is imported, and no other', () => {
  const paths = (kind: string) =>
    buildForms()
      .filter((built) => built.kind === kind)
      .map(({ name }) => `./dist/${kind}/${name}.json`)
  expect(tenant.forms.map(({ body }) => body).sort()).toEqual(paths('forms').sort())
  expect(tenant.flows.map(({ body }) => body).sort()).toEqual(paths('flows').sort())
})

test('every Form is known to Actions by a keyword, and names flows that are imported', () => {
  expect(tenant.forms.map(({ name }) => name)).toEqual(Object.values(FORM_NAMES))
  const used = buildForms().flatMap(({ body }) =>
    [...JSON.stringify(body).matchAll(/"flow_id":"([^"]+)"/g)].map(([, name]) => name),
  )
  expect([...new Set(used)].sort()).toEqual(tenant.flows.map(({ name }) => name).sort())
})

test('the email connection is only opened to the companion: its options are the tenant’s own', () => {
  expect(named(tenant.connections, 'email')).toEqual({
    name: 'email',
    strategy: 'email',
    enabled_clients: [COMPANION],
  })
})

test('only our own Actions are bound, each to its trigger', () => {
  expect(tenant.triggers).toEqual({
    'pre-user-registration': [{ action_name: 'phone-gate', display_name: 'phone-gate' }],
    'post-login': ['reauthenticate', 'phone-prompt', 'phone-challenge', 'phone-notice'].map((name) => ({
      action_name: name,
      display_name: name,
    })),
  })
})

test('codes are delivered by our Action, which the phone provider runs unbound', () => {
  expect(tenant.phoneProviders).toEqual([
    { name: 'custom', disabled: false, configuration: { delivery_methods: ['text'] }, credentials: {} },
  ])
  expect(named(tenant.actions, 'sms-provider').supported_triggers).toEqual([
    { id: 'custom-phone-provider', version: 'v1' },
  ])
  expect(Object.keys(tenant.triggers)).not.toContain('custom-phone-provider')
})

test('R50 sign-in codes read the same, whichever template Auth0 takes', () => {
  const { syntax, template } = named(tenant.connections, 'sms').options as Record<string, string>
  expect({ syntax, template }).toEqual({ syntax: 'liquid', template: '##SMS_TEMPLATE##' })
  expect(tenant.phoneTemplates).toEqual([
    {
      ...{ type: 'otp_verify', disabled: false },
      content: { syntax: 'liquid', body: { text: '##SMS_TEMPLATE##', voice: '##VOICE_TEMPLATE##' } },
    },
  ])
})

test('R33 Auth0’s own limits are switched on', () => {
  expect(tenant.attackProtection).toEqual({
    bruteForceProtection: { enabled: true },
    suspiciousIpThrottling: { enabled: true },
    botDetection: { challenge_passwordless_policy: 'when_risky' },
  })
})

test('only our own resources are named', () => {
  expect(Object.keys(tenant).sort()).toEqual(
    [
      ...['actions', 'attackProtection', 'clientGrants', 'clients', 'connections', 'flows', 'forms'],
      ...['phoneProviders', 'phoneTemplates', 'triggers'],
    ].sort(),
  )
  expect(tenant.connections.map(({ name }) => name)).toEqual(['email', 'sms'])
  expect(tenant.clients.map(({ name }) => name)).toEqual([
    ...[COMPANION, '##APP_CLIENT_NAME##', '##OTP_CLIENT_NAME##'],
  ])
})
