import type { ManagementClient } from 'auth0'
import type { JsonObject } from '../local-tenant/json.ts'
import type { PresentConnection } from './present-tenant.ts'

/**
 * Reads the connections of these names, with the applications that each is enabled for.
 *
 * @throws {Error} when the options of one cannot be read: an import would lose them
 */
export async function readConnections(
  management: ManagementClient,
  names: readonly string[],
): Promise<PresentConnection[]> {
  const connections: PresentConnection[] = []
  for (const wanted of names) {
    const page = await management.connections.list({ name: wanted, take: 100 })
    for await (const { id, name, strategy, options } of page) {
      if (id === undefined || name !== wanted) continue
      if (options === undefined) {
        throw new Error(
          `The options of the connection “${name}” cannot be read: the scope read:connections_options is missing.`,
        )
      }
      const enabledClients: string[] = []
      for await (const { client_id } of await management.connections.clients.get(id, { take: 100 })) {
        enabledClients.push(client_id)
      }
      connections.push({
        id,
        name,
        strategy: String(strategy),
        options: options as JsonObject,
        enabledClients,
      })
    }
  }
  return connections
}
