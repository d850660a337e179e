import type { Management, ManagementClient } from 'auth0'
import type { JsonObject } from '../local-tenant/state.ts'
import type { BindingEntry, ClientEntry, PresentTenant, TenantFile } from '../merge-tenant.ts'
import { readPhoneSettings } from './read-phone-settings.ts'

type Trigger = Management.ActionTriggerTypeEnum

/** Reads all that {@link TenantFile} would write over, page by page. */
export async function readTenant(management: ManagementClient, ours: TenantFile): Promise<PresentTenant> {
  const [bindings, clients, connections, phone] = await Promise.all([
    readBindings(management, Object.keys(ours.triggers ?? {})),
    readClients(management),
    readConnections(management, ours.connections?.map(({ name }) => name) ?? []),
    readPhoneSettings(management, ours),
  ])
  return { bindings, clients, connections, phone }
}

async function readBindings(
  management: ManagementClient,
  triggers: string[],
): Promise<PresentTenant['bindings']> {
  const bindings: PresentTenant['bindings'] = {}
  for (const trigger of triggers) {
    const entries: BindingEntry[] = []
    const page = await management.actions.triggers.bindings.list(trigger as Trigger, { per_page: 50 })
    for await (const { action, display_name } of page) {
      // deploy-cli binds by the Action's name; a binding without one cannot be put back.
      if (!action?.name) throw new Error(`A binding of ${trigger} names no Action, so it cannot be kept.`)
      entries.push({ action_name: action.name, display_name: display_name ?? action.name })
    }
    bindings[trigger] = entries
  }
  return bindings
}

async function readClients(management: ManagementClient): Promise<PresentTenant['clients']> {
  const clients: PresentTenant['clients'] = []
  const page = await management.clients.list({
    per_page: 100,
    include_totals: true,
    is_global: false,
    fields: 'client_id,name,client_metadata',
    include_fields: true,
  })
  for await (const { client_id, name, client_metadata } of page) {
    if (client_id === undefined || name === undefined) continue
    clients.push({
      client_id,
      name,
      ...(client_metadata && { client_metadata: client_metadata as JsonObject }),
    })
  }
  return clients
}

async function readConnections(
  management: ManagementClient,
  names: string[],
): Promise<PresentTenant['connections']> {
  const connections: PresentTenant['connections'] = []
  for (const wanted of names) {
    for await (const { id, name, options } of await management.connections.list({
      name: wanted,
      take: 100,
    })) {
      if (id === undefined || name !== wanted) continue
      // An import replaces options as a whole; unread ones would be lost.
      if (options === undefined) {
        throw new Error(
          `The options of the connection ${name} cannot be read: read:connections_options is missing.`,
        )
      }
      const enabled_clients: string[] = []
      for await (const { client_id } of await management.connections.clients.get(id, { take: 100 })) {
        enabled_clients.push(client_id)
      }
      connections.push({ name, options: options as JsonObject, enabled_clients })
    }
  }
  return connections
}

/**
 * Makes sure that the application exists, and gives what Actions need to act as it. Client id and secret exist only
 * after that, and the Actions' secrets hold both: hence an import in two passes.
 */
export async function ensureClient(
  management: ManagementClient,
  definition: ClientEntry,
  present: PresentTenant,
): Promise<{ clientId: string; clientSecret: string }> {
  const found = present.clients.find(({ name }) => name === definition.name)
  const client = found
    ? await management.clients.get(found.client_id, {
        fields: 'client_id,client_secret',
        include_fields: true,
      })
    : await management.clients.create(definition)
  if (!client.client_id || !client.client_secret) {
    throw new Error(
      `The secret of the application “${definition.name}” cannot be read: read:client_keys is missing.`,
    )
  }
  return { clientId: client.client_id, clientSecret: client.client_secret }
}
