import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Management, ManagementClient } from 'auth0'
import { clientNamed, managementOf } from '../../scripts/demo/tenant-clients.ts'
import { trustingFetch } from '../../scripts/demo/trusting-fetch.ts'
import { startTenant, type RunningTenant } from '../../scripts/local-tenant/start.ts'
import type { TenantState } from '../../scripts/local-tenant/state.ts'
import { loadLivedIn } from '../support/lived-in-tenant.ts'
import { foreignLogins } from './support/foreign-logins.ts'

let tenant: RunningTenant
let management: ManagementClient
const folder = mkdtempSync(join(tmpdir(), 'lived-in-'))

beforeAll(async () => {
  const snapshot = join(folder, 'snapshot.json')
  const first = await startTenant()
  await loadLivedIn(first)
  await first.control.saveSnapshot(snapshot)
  await first.stop()
  tenant = await startTenant({ snapshot })
  management = managementOf(await tenant.control.state(), tenant.origin, trustingFetch(tenant.caFile))
})
beforeEach(() => tenant.control.reset())
afterAll(async () => {
  await tenant.stop()
  rmSync(folder, { recursive: true })
})

test('T27 the logins of others are as they left them, however often they are played', async () => {
  await foreignLogins(tenant)
  await foreignLogins(tenant)
})

/** What a careless deploy could do, and which of the logins tells. */
const HARMS: [harm: string, told: RegExp, act: (state: TenantState) => Promise<unknown>][] = [
  [
    'Actions of others run in another order',
    /^People of Intranet: [^]*\+.*"last-seen > a\/b testing > audit/,
    (state) => rebind(state, 'post-login', (list) => list.toReversed()),
  ],
  [
    'one of them is bound no more',
    /^People of Intranet: [^]*\+.*terms > a\/b testing/,
    (state) => rebind(state, 'post-login', (list) => list.filter((name) => name !== '1. Audit')),
  ],
  [
    'one has lost its secrets',
    /^People of Intranet: [^]*-.*"eu-3/,
    async ({ configuration }) => {
      const id = configuration.actions.find(({ name }) => name === 'crm-sync')?.id ?? ''
      await management.actions.update(id, { secrets: [] })
      await management.actions.deploy(id)
    },
  ],
  [
    'sign-ups are refused no more',
    /^A sign-up that others refuse: [^]*Ask your administrator/,
    (state) => rebind(state, 'pre-user-registration', () => []),
  ],
  [
    'one of two apps of one name has lost its connection',
    /^One session for two apps of one name: No email field/,
    async (state) => {
      const { connections } = state.configuration
      await management.connections.clients.update(
        connections.find(({ name }) => name === 'email')?.id ?? '',
        [{ client_id: clientNamed(state, 'Shop').client_id, status: false }],
      )
    },
  ],
  [
    'an app is gone',
    /^The application Orders Job is gone/,
    (state) => management.clients.delete(clientNamed(state, 'Orders Job').client_id),
  ],
  [
    'an app is sent back to another page',
    /^People of Board: [^]*Callback URL mismatch/,
    (state) =>
      management.clients.update(clientNamed(state, 'Board').client_id, { callbacks: ['http://localhost/'] }),
  ],
  [
    'its refresh tokens do not rotate any more',
    /^A refresh token of Board: [^]*"status": 200/,
    (state) =>
      management.clients.update(clientNamed(state, 'Board').client_id, {
        refresh_token: { rotation_type: 'non-rotating', expiration_type: 'non-expiring' },
      }),
  ],
  [
    'a machine may do more',
    /^The machine Orders Job: [^]*read:orders write:orders/,
    async (state) => {
      const { client_id } = clientNamed(state, 'Orders Job')
      const grant = state.configuration.clientGrants.find((each) => each.client_id === client_id)
      await management.clientGrants.update(grant?.id ?? '', { scope: ['read:orders', 'write:orders'] })
    },
  ],
]

test.each(HARMS)('T27 when %s, the logins of others tell', async (_, told, act) => {
  await act(await tenant.control.state())
  await expect(foreignLogins(tenant)).rejects.toThrow(told)
})

/** Binds again what is bound to the trigger, by display name, as somebody would have it. */
async function rebind(
  { configuration }: TenantState,
  trigger: Management.ActionTriggerTypeEnum,
  change: (displayNames: string[]) => string[],
): Promise<void> {
  const present = configuration.bindings[trigger] ?? []
  const names = change(present.map(({ display_name }) => display_name))
  await management.actions.triggers.bindings.updateMany(trigger, {
    bindings: names.map((name) => ({
      display_name: name,
      ref: {
        type: 'action_id',
        value: present.find(({ display_name }) => display_name === name)?.action_id ?? '',
      },
    })),
  })
}
