import { asText } from '../../../scripts/local-tenant/management/body.ts'
import type { Connection, JsonObject } from '../../../scripts/local-tenant/state.ts'
import { useBaseTenant } from './support/base-tenant-api.ts'

const api = useBaseTenant()

const SMS = { name: 'sms', strategy: 'sms', options: { totp: { time_step: 180, length: 6 } } }
const create = (more: JsonObject = {}) => api.call('POST', '/connections', { ...SMS, ...more })
const email = (): Connection => {
  const [connection] = api.configuration.connections
  if (connection === undefined) throw new Error('The base tenant has no connection.')
  return connection
}

test('a new connection is open to no client', async () => {
  const { status, body } = await create()
  expect({ status, ...body }).toMatchObject({ status: 201, realms: ['sms'], enabled_clients: [] })
  expect((await api.call('GET', `/connections/${asText(body['id'])}/clients`)).body).toEqual({ clients: [] })
})

test('clients are switched on and off one by one, and the others stay', async () => {
  const [companion, app] = [api.client('Deploy').client_id, api.client('Demo App').client_id]
  const { id } = email()
  const before = [...email().enabled_clients]
  const answer = await api.call('PATCH', `/connections/${id}/clients`, [
    { client_id: companion, status: true },
    { client_id: app, status: false },
  ])
  expect(answer).toMatchObject({ status: 204, text: '' })
  expect(email().enabled_clients).toEqual([...before.filter((each) => each !== app), companion])
})

test('clients of a connection come by checkpoint', async () => {
  const path = `/connections/${email().id}/clients`
  const first = (await api.call('GET', `${path}?take=2`)).body
  expect(first['clients']).toHaveLength(2)
  const rest = (await api.call('GET', `${path}?take=2&from=${asText(first['next'])}`)).body
  expect(rest['next']).toBeUndefined()
  expect(
    [first, rest].flatMap(({ clients }) => clients as JsonObject[]).map(({ client_id }) => client_id),
  ).toEqual(email().enabled_clients)
})

test.each<[string, unknown]>([
  ['a client that does not exist', [{ client_id: 'nobody', status: true }]],
  ['nothing', []],
  ['a change without a status', [{ client_id: 'x' }]],
  ['51 changes', Array.from({ length: 51 }, () => ({ client_id: 'x', status: true }))],
  ['an object', { client_id: 'x', status: true }],
])('T27 switching %s changes nothing', async (_name, body) => {
  const before = [...email().enabled_clients]
  expect((await api.call('PATCH', `/connections/${email().id}/clients`, body)).status).toBe(400)
  expect(email().enabled_clients).toEqual(before)
})

test('T27 options are replaced as a whole, and nothing else is', async () => {
  const before = structuredClone(email())
  await api.call('PATCH', `/connections/${before.id}`, { options: { disable_signup: true } })
  expect(email()).toEqual({ ...before, options: { disable_signup: true } })
})

test.each<[string, JsonObject, number]>([
  ['whose name is taken', { name: 'email' }, 409],
  ['whose name has blanks', { name: 'text messages' }, 400],
  ['of a kind that does not exist', { strategy: 'pigeon' }, 400],
  ['with a code of 3 digits', { options: { totp: { length: 3 } } }, 400],
  ['with a code that lives 59 seconds', { options: { totp: { time_step: 59 } } }, 400],
  ['with sign-up neither on nor off', { options: { disable_signup: 'no' } }, 400],
  ['with a message that is a text', { options: { email: 'Your code is {{ code }}' } }, 400],
  ['for a client that does not exist', { enabled_clients: ['nobody'] }, 400],
  ['with a property nobody knows', { phone_link: 'on' }, 400],
])('a connection %s is refused', async (_name, more, status) => {
  expect((await create(more)).status).toBe(status)
  expect(api.configuration.connections).toHaveLength(1)
})

test('a social connection says whether it asks for an address, where passwordless has its message', async () => {
  const google = { name: 'google-oauth2', strategy: 'google-oauth2', options: { email: true, profile: true } }
  expect(await create(google)).toMatchObject({ status: 201, body: { options: google.options } })
})

test('a list is asked by name or kind, and does not tell the enabled clients', async () => {
  await create()
  expect((await api.call('GET', '/connections?name=sms&take=1')).body['connections']).toMatchObject([
    { name: 'sms' },
  ])
  expect((await api.call('GET', '/connections?strategy=email')).list).toMatchObject([{ name: 'email' }])
  expect((await api.call('GET', '/connections')).text).not.toContain('enabled_clients')
})

test('a deleted connection takes its accounts along, not those who only had it linked', async () => {
  const { id } = (await create()).body
  const phone = { provider: 'sms', user_id: 'a', connection: 'sms', isSocial: false }
  const mail = { provider: 'email', user_id: 'b', connection: 'email', isSocial: false }
  const times = { created_at: '2026-01-01T00:00:00.000Z', updated_at: '2026-01-01T00:00:00.000Z' }
  const account = { name: 'x', picture: '', user_metadata: {}, app_metadata: {}, logins_count: 0, ...times }
  api.tenant.state.users.push(
    { ...account, user_id: 'sms|a', identities: [phone] },
    { ...account, user_id: 'email|b', identities: [{ ...phone, user_id: 'c' }, mail] },
  )
  expect((await api.call('DELETE', `/connections/${asText(id)}`)).status).toBe(204)
  expect(api.tenant.state.users.map(({ user_id }) => user_id)).toEqual(['email|b'])
  expect(await api.call('GET', `/connections/${asText(id)}`)).toMatchObject({ status: 404 })
})
