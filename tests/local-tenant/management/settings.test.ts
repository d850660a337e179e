import { asText } from '../../../scripts/local-tenant/management/body.ts'
import type { JsonObject } from '../../../scripts/local-tenant/state.ts'
import { AUDIENCE, useBaseTenant } from './support/base-tenant-api.ts'

const api = useBaseTenant()

test('lifetimes set in minutes are kept and shown in hours', async () => {
  const { body } = await api.call('PATCH', '/tenants/settings', {
    ...{ session_lifetime_in_minutes: 90, idle_session_lifetime: 2 },
  })
  expect(body).toMatchObject({ session_lifetime: 1.5, idle_session_lifetime: 2 })
  expect(body).not.toHaveProperty('session_lifetime_in_minutes')
})

test('T27 flags of the tenant are merged, other settings stay', async () => {
  await api.call('PATCH', '/tenants/settings', { flags: { enable_pipeline2: true } })
  expect(api.configuration.tenantSettings).toMatchObject({
    ...{ friendly_name: 'Example', session_lifetime: 168 },
    flags: { enable_client_connections: false, enable_pipeline2: true },
  })
})

test.each<[string, JsonObject]>([
  ['hours and minutes at once', { session_lifetime: 1, session_lifetime_in_minutes: 60 }],
  ['a lifetime of nothing', { session_lifetime: 0 }],
  ['half an hour in hours', { session_lifetime: 0.5 }],
  ['no language', { enabled_locales: [] }],
  ['a flag neither on nor off', { flags: { enable_pipeline2: 'yes' } }],
  ['a setting nobody knows', { phone_link: true }],
])('%s is refused, and nothing changes', async (_name, body) => {
  const before = structuredClone(api.configuration.tenantSettings)
  expect((await api.call('PATCH', '/tenants/settings', body)).body['errorCode']).toBe('invalid_body')
  expect(api.configuration.tenantSettings).toEqual(before)
})

test('T27 texts of one prompt and language replace each other, and no others', async () => {
  const put = (path: string, title: string) => api.call('PUT', `/prompts/${path}`, { 'login-id': { title } })
  await put('login-id/custom-text/de', 'Alt')
  await put('login-id/custom-text/en', 'Hello')
  await put('login-id/custom-text/de', 'Neu')
  const get = async (path: string) => (await api.call('GET', `/prompts/${path}`)).body
  expect(await get('login-id/custom-text/de')).toEqual({ 'login-id': { title: 'Neu' } })
  expect(await get('login-id/custom-text/en')).toEqual({ 'login-id': { title: 'Hello' } })
  expect(await get('login/custom-text/en')).toEqual({})
})

test.each([
  '/prompts/__proto__/partials',
  '/prompts/LOGIN/custom-text/en',
  '/prompts/login/custom-text/english!',
])('nothing can be put at %s', async (path) => {
  expect((await api.call('PUT', path, { login: {} })).body['errorCode']).toBe('invalid_uri')
})

test('prompts take only what they know', async () => {
  expect((await api.call('PATCH', '/prompts', { identifier_first: false })).body['identifier_first']).toBe(
    false,
  )
  expect((await api.call('PATCH', '/prompts', { universal_login_experience: 'retro' })).status).toBe(400)
  expect((await api.call('GET', '/prompts/rendering?include_totals=true')).body['configs']).toEqual([])
})

test('R07 an email provider never gives its secrets back', async () => {
  const credentials = { smtp_host: 'smtp.example.com', smtp_user: 'me', smtp_pass: 'very-s3cret' }
  const patched = await api.call('PATCH', '/emails/provider', { credentials })
  const read = await api.call('GET', '/emails/provider')
  for (const { text, body } of [patched, read]) {
    expect(body['credentials']).toEqual({ smtp_host: 'smtp.example.com', smtp_user: 'me' })
    expect(text).not.toContain('very-s3cret')
  }
})

test('there is one email provider or none', async () => {
  const provider = { name: 'custom', credentials: {} }
  expect((await api.call('POST', '/emails/provider', provider)).status).toBe(409)
  expect((await api.call('DELETE', '/emails/provider')).status).toBe(204)
  expect((await api.call('GET', '/emails/provider')).status).toBe(404)
  expect((await api.call('POST', '/emails/provider', provider)).status).toBe(201)
})

test('R07 a vault connection never gives its set-up back, and stays with its app', async () => {
  const setup = { type: 'OAUTH_APP', client_secret: 'very-s3cret' }
  const path = '/flows/vault/connections'
  const made = await api.call('POST', path, { name: 'M2M', app_id: 'AUTH0', setup })
  const list = await api.call('GET', `${path}?include_totals=true`)
  expect(list.body).toMatchObject({ total: 1, connections: [{ name: 'M2M', app_id: 'AUTH0', ready: true }] })
  for (const { text } of [made, list]) expect(text).not.toContain('very-s3cret')
  expect((await api.call('PATCH', `${path}/${asText(made.body['id'])}`, { app_id: 'HTTP' })).status).toBe(400)
})

test('a form is changed in parts, null removes, and its list tells only names and times', async () => {
  const { id } = (await api.call('POST', '/forms', { name: 'Phone', style: { css: 'a' }, nodes: [] })).body
  api.advance(60)
  const { body } = await api.call('PATCH', `/forms/${asText(id)}`, { name: 'Number', style: null })
  expect(body).toMatchObject({ id, name: 'Number', nodes: [], updated_at: '2026-03-01T12:01:00.000Z' })
  expect(body).not.toHaveProperty('style')
  expect(Object.keys((await api.call('GET', '/forms')).list[0] ?? {}).sort()).toEqual([
    ...['created_at', 'id', 'name', 'updated_at'],
  ])
})

test('an API is found by id or identifier, and keeps its identifier for good', async () => {
  const [, example] = api.configuration.resourceServers
  const byIdentifier = `/resource-servers/${encodeURIComponent('https://api.example.com/')}`
  expect((await api.call('GET', byIdentifier)).body['id']).toBe(example?.id)
  expect((await api.call('PATCH', byIdentifier, { identifier: 'https://other.example.com/' })).status).toBe(
    400,
  )
  expect((await api.call('PATCH', byIdentifier, { scopes: [{ value: 'a' }, { value: 'a' }] })).status).toBe(
    400,
  )
  const again = { name: 'Again', identifier: 'https://api.example.com/' }
  expect((await api.call('POST', '/resource-servers', again)).status).toBe(409)
})

test('with an API go the grants to it; the Management API stays as it is', async () => {
  const identifier = 'https://api.example.com/'
  const { client_id } = api.client('Demo App')
  await api.call('POST', '/client-grants', { client_id, audience: identifier, scope: ['read:things'] })
  const at = (name: string) => `/resource-servers/${encodeURIComponent(name)}`
  expect((await api.call('DELETE', at(identifier))).status).toBe(204)
  expect(api.configuration.clientGrants.map(({ audience }) => audience)).toEqual([AUDIENCE])
  expect((await api.call('DELETE', at(AUDIENCE))).status).toBe(400)
  expect((await api.call('PATCH', at(AUDIENCE), { scopes: [] })).status).toBe(400)
})

test('what is not there can be deleted but neither read nor changed', async () => {
  for (const path of ['/flows', '/forms', '/flows/vault/connections', '/branding/phone/providers']) {
    expect((await api.call('GET', `${path}/none`)).status).toBe(404)
    expect((await api.call('PATCH', `${path}/none`, {})).status).toBe(404)
    expect((await api.call('DELETE', `${path}/none`)).status).toBe(204)
  }
})

test('an operation that this tenant does not have is not found', async () => {
  expect((await api.call('GET', '/stats/daily')).body).toMatchObject({
    statusCode: 404,
    error: 'Not Found',
  })
})
