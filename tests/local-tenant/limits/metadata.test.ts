import { useBaseTenant } from '../management/support/base-tenant-api.ts'

const api = useBaseTenant()

const keys = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`key_${at}`, 'v']))
const create = async (client_metadata: object) =>
  (await api.call('POST', '/clients', { name: 'An app', client_metadata })).status

test.each([
  ['10 keys', keys(10)],
  ['a key of 255', { ['k'.repeat(255)]: 'v' }],
  ['a value of 255', { k: 'v'.repeat(255) }],
])('a client may have %s', async (_name, metadata) => {
  expect(await create(metadata)).toBe(201)
})

test.each([
  ['11 keys', keys(11)],
  ['a key of 256', { ['k'.repeat(256)]: 'v' }],
  ['a value of 256', { k: 'v'.repeat(256) }],
])('a client may not have %s', async (_name, metadata) => {
  expect(await create(metadata)).toBe(400)
  expect(api.configuration.clients.map(({ name }) => name)).not.toContain('An app')
})
