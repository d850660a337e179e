import { managementOf } from '../../scripts/demo/tenant-clients.ts'
import { trustingFetch } from '../../scripts/demo/trusting-fetch.ts'
import { startTenant, type RunningTenant } from '../../scripts/local-tenant/start.ts'
import { exportTenant } from '../support/tenant-export.ts'

let tenant: RunningTenant

beforeAll(async () => {
  tenant = await startTenant()
})
afterAll(() => tenant.stop())

test('a tenant that has organizations is exported as a whole, their connections with them', async () => {
  const state = await tenant.control.state()
  const management = managementOf(state, tenant.origin, trustingFetch(tenant.caFile))
  const [email] = state.configuration.connections
  const { id = '' } = await management.organizations.create({ name: 'acme', display_name: 'Acme' })
  await management.organizations.enabledConnections.add(id, {
    connection_id: email?.id ?? '',
    assign_membership_on_login: true,
  })
  const exported = [...(await exportTenant(tenant)).values()].join('\n')
  const organizations = /^organizations:\n([^]*?)^\w/m.exec(exported)?.[1] ?? ''
  expect(organizations).toMatch(/- assign_membership_on_login: true\n[^]*\n\s+name: email\n/)
  expect(organizations).toMatch(/display_name: Acme\n\s+name: acme\n/)
}, 120_000)
