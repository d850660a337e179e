import { asText } from '../../../scripts/local-tenant/management/body.ts'
import type { JsonObject } from '../../../scripts/local-tenant/state.ts'
import { AUDIENCE, useBaseTenant } from './support/base-tenant-api.ts'

const api = useBaseTenant()

const create = (more: JsonObject = {}) => api.call('POST', '/clients', { name: 'Companion', ...more })

test('a new client is given an id and a secret, and its creator sees both', async () => {
  const { status, body } = await create({ callbacks: ['https://localhost:3443/continue'] })
  expect(status).toBe(201)
  expect(body['client_id']).toMatch(/^[A-Za-z0-9]{32}$/)
  expect(body['client_secret']).toMatch(/^[\w-]{64}$/)
  expect(api.client('Companion').client_secret).toBe(body['client_secret'])
})

test('R07 a client secret is shown to those only who may read keys', async () => {
  const { client_id, client_secret } = api.client('Demo App')
  const paths = [`/clients/${client_id}`, '/clients', '/clients?include_totals=true', '/clients?take=50']
  for (const path of paths) {
    expect((await api.call('GET', path, undefined, ['read:clients'])).text).not.toContain(client_secret)
    expect((await api.call('GET', path, undefined, ['read:client_keys'])).text).toContain(client_secret)
  }
})

test.each<[string, JsonObject]>([
  ['an unknown grant type', { grant_types: ['authorization_code', 'telepathy'] }],
  ['a callback that is no URL', { callbacks: ['/continue'] }],
  ['a callback that runs as script', { callbacks: ['javascript:alert(1)'] }],
  ['a logout address that is no URL', { allowed_logout_urls: ['nowhere'] }],
  ['a login address without TLS', { initiate_login_uri: 'http://example.com/login' }],
  ['an unknown type of app', { app_type: 'toaster' }],
  ['an unknown way to prove itself', { token_endpoint_auth_method: 'handshake' }],
  ['an unknown signature algorithm', { jwt_configuration: { alg: 'none' } }],
  ['a name in markup', { name: '<b>Companion</b>' }],
  ['metadata that is no text', { client_metadata: { phone_link: true } }],
  ['metadata of 256 characters', { client_metadata: { phone_link: 'x'.repeat(256) } }],
  ['more than 10 metadata', { client_metadata: Object.fromEntries([...'abcdefghijk'].map((k) => [k, ''])) }],
  ['an id of its own choice', { client_id: 'chosen' }],
  ['a property nobody knows', { phone_link: 'on' }],
])('a client with %s is refused', async (_name, more) => {
  const { status, body } = await create(more)
  expect({ status, errorCode: body['errorCode'] }).toEqual({ status: 400, errorCode: 'invalid_body' })
  expect(api.configuration.clients).toHaveLength(5)
})

test.each(['http://localhost:3000/callback', 'com.example.app://callback', 'https://*.example.com/callback'])(
  'the callback %s is accepted',
  async (callback) => {
    expect((await create({ callbacks: [callback] })).status).toBe(201)
  },
)

test('T19 metadata of a client is merged by key, null removes, and lists are replaced', async () => {
  const { client_id } = api.client('Demo App')
  const patch = (body: JsonObject) => api.call('PATCH', `/clients/${client_id}`, body)
  await patch({ client_metadata: { theirs: 'kept', gone: 'soon' } })
  await patch({ client_metadata: { phone_link: 'on', gone: null }, callbacks: ['https://one.example.com/'] })
  expect(api.client('Demo App')).toMatchObject({
    client_metadata: { theirs: 'kept', phone_link: 'on' },
    callbacks: ['https://one.example.com/'],
  })
  expect(api.client('Demo App')['client_metadata']).not.toHaveProperty('gone')
  expect(api.client('Demo App')['grant_types']).toContain('refresh_token')
})

test('a secret is rotated, or set by those only who may change keys', async () => {
  const { client_id, client_secret } = api.client('Demo App')
  const rotated = await api.call('POST', `/clients/${client_id}/rotate-secret`)
  expect(rotated.body['client_secret']).not.toBe(client_secret)
  expect(api.client('Demo App').client_secret).toBe(rotated.body['client_secret'])
  const set = (scopes: string[]) =>
    api.call('PATCH', `/clients/${client_id}`, { client_secret: 'chosen' }, scopes)
  expect((await set(['update:clients'])).status).toBe(403)
  expect((await set(['update:clients', 'update:client_keys'])).status).toBe(200)
  expect(api.client('Demo App').client_secret).toBe('chosen')
})

test('with a client go its grants and its place in connections', async () => {
  const { client_id } = api.client('Demo App')
  await grant({ client_id })
  expect((await api.call('DELETE', `/clients/${client_id}`)).status).toBe(204)
  expect(JSON.stringify(api.configuration)).not.toContain(client_id)
  expect(await api.call('GET', `/clients/${client_id}`)).toMatchObject({
    status: 404,
    body: { errorCode: 'inexistent_client' },
  })
})

test('the list comes in pages, in an envelope or bare, with the fields asked for', async () => {
  const { body } = await api.call('GET', '/clients?page=1&per_page=3&include_totals=true&fields=name')
  expect(body).toEqual({ start: 3, limit: 3, total: 5, clients: [{ name: 'Other App' }, { name: 'Deploy' }] })
  expect((await api.call('GET', '/clients?per_page=2')).list).toHaveLength(2)
  expect(await api.call('GET', '/clients?per_page=101')).toMatchObject({
    status: 400,
    body: { errorCode: 'invalid_query_string' },
  })
})

const grant = (more: JsonObject = {}) =>
  api.call('POST', '/client-grants', {
    ...{ client_id: api.client('Other App').client_id, audience: AUDIENCE, scope: ['read:users'] },
    ...more,
  })

test.each<[string, JsonObject, number]>([
  ['for a client that does not exist', { client_id: 'nobody' }, 404],
  ['for an API that does not exist', { audience: 'https://nowhere.example.com/' }, 404],
  ['of a scope that its API does not have', { scope: ['read:users', 'read:minds'] }, 400],
  ['of no kind that exists', { subject_type: 'ghost' }, 400],
])('R66 a grant %s is refused', async (_name, more, status) => {
  expect((await grant(more)).status).toBe(status)
  expect(api.configuration.clientGrants).toHaveLength(1)
})

test('R66 a grant is changed as a whole list of scopes, within what its API has', async () => {
  const { id } = (await grant()).body
  const path = `/client-grants/${asText(id)}`
  expect((await api.call('PATCH', path, { scope: ['update:users'] })).body['scope']).toEqual(['update:users'])
  expect((await api.call('PATCH', path, { scope: ['read:minds'] })).status).toBe(400)
  expect((await api.call('GET', path)).body['scope']).toEqual(['update:users'])
  expect((await grant()).status).toBe(409)
})
