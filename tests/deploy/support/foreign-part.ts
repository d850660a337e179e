import type { Configuration, JsonObject } from '../../../scripts/local-tenant/state.ts'

const OURS = new Set([
  ...['phone-gate', 'reauthenticate', 'phone-prompt', 'phone-challenge', 'phone-notice', 'sms-provider'],
  ...['phone-linking-record', 'Phone Linking Companion'],
])

/** What a deploy puts on an app. */
const MARKS = ['phone_link', 'phone_link_otp']

const isForeign = ({ name }: { name?: unknown }): boolean =>
  typeof name === 'string' && !OURS.has(name) && !name.startsWith('Phone Linking')

/**
 * All that others have and that a deploy may not change while it runs, as one text: applications but for their marks,
 * Actions and the order in which they are bound, connections (of `sms` and `email` the applications that they were
 * open to), Forms, flows, grants and texts.
 */
export function foreignPartOf(configuration: Configuration): string {
  const { clients, actions, bindings, connections, forms, flows, ...rest } = configuration
  const foreign = actions.filter(isForeign)
  const nameOf = (id: string) => foreign.find((action) => action.id === id)?.name
  const ids = clients.filter(isForeign).map(({ client_id }) => client_id)
  const { tenantSettings, prompts, customText, partials, resourceServers, emailProvider, vaultConnections } =
    rest
  return JSON.stringify({
    clients: clients.filter(isForeign).map(withoutMarks),
    actions: foreign,
    bound: Object.entries(bindings).map(([trigger, list]) => [
      trigger,
      list.flatMap(({ action_id, display_name }) =>
        nameOf(action_id) ? [[nameOf(action_id), display_name]] : [],
      ),
    ]),
    connections: connections
      .filter(({ name }) => name !== 'sms' && name !== 'email')
      .concat(connections.filter(({ name }) => name === 'email'))
      .map(({ enabled_clients, ...connection }) => ({
        ...connection,
        enabled_clients: enabled_clients.filter((id) => ids.includes(id)),
      })),
    forms: forms.filter(isForeign),
    flows: flows.filter(isForeign),
    grants: rest.clientGrants.filter(({ client_id }) => ids.includes(client_id)),
    others: {
      tenantSettings,
      prompts,
      customText,
      partials,
      resourceServers,
      emailProvider,
      vaultConnections,
    },
  })
}

function withoutMarks(client: JsonObject): JsonObject {
  const { client_metadata: metadata, ...rest } = client
  const others = Object.entries((metadata ?? {}) as JsonObject).filter(([name]) => !MARKS.includes(name))
  return { ...rest, client_metadata: Object.fromEntries(others) }
}
