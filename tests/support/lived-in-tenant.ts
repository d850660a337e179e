import { managementOf } from '../../scripts/demo/tenant-clients.ts'
import { trustingFetch } from '../../scripts/demo/trusting-fetch.ts'
import type { RunningTenant } from '../../scripts/local-tenant/start.ts'
import { addActions } from './lived-in/foreign-actions.ts'
import { addClients } from './lived-in/foreign-clients.ts'
import { addConnections } from './lived-in/foreign-connections.ts'
import { addForms } from './lived-in/foreign-forms.ts'
import { addGrants, changeSettings } from './lived-in/foreign-settings.ts'

/**
 * Fills a base tenant with what a tenant has that people have lived in for years, through its Management API: thirty
 * applications, twelve Actions bound across triggers, connections, Forms, flows, texts and settings of others.
 *
 * @param options.sms whether others have a connection of that name already
 */
export async function loadLivedIn(
  tenant: RunningTenant,
  options: { sms?: 'present' | 'absent' } = {},
): Promise<void> {
  const fetcher = trustingFetch(tenant.caFile)
  const management = managementOf(await tenant.control.state(), tenant.origin, fetcher)
  const clientIds = await addClients(management)
  await addConnections(management, clientIds, options.sms ?? 'present')
  await addActions(management)
  await addForms(management)
  await changeSettings(management)
  await addGrants(management, `${tenant.origin}/api/v2/`, clientIds)
}
