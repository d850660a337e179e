import { asText } from '../../../scripts/local-tenant/management/body.ts'
import type { Connection } from '../../../scripts/local-tenant/state.ts'
import { useBaseTenant } from '../management/support/base-tenant-api.ts'

const api = useBaseTenant()

test('an organization has ten connections, and not one more', async () => {
  const [email] = api.configuration.connections
  const ids = Array.from({ length: 11 }, (_, at) => `con_${at}`)
  api.configuration.connections = ids.map((id) => ({ ...(email as Connection), id, name: id }))
  const { body } = await api.call('POST', '/organizations', { name: 'acme' })
  const enable = async (connection_id: string) =>
    (await api.call('POST', `/organizations/${asText(body['id'])}/enabled_connections`, { connection_id }))
      .status
  const answers: number[] = []
  for (const id of ids) answers.push(await enable(id))
  expect(answers).toEqual([...Array<number>(10).fill(201), 403])
  expect(api.configuration.organizations?.[0]?.connections).toHaveLength(10)
})
