import type { TenantFile } from '../deploy/tenant-file.ts'

/** Where `tenant.yaml` speaks of an app of the tenant's own. */
export const APP = '##APP_CLIENT_NAME##'

/**
 * The file with what it says of an app said of each: the application's entry, and its place in connections' lists.
 * @param apps names or client ids
 */
export function expandApps(document: TenantFile, apps: readonly string[]): TenantFile {
  const { clients, connections } = document
  return {
    ...document,
    ...(clients && {
      clients: clients.flatMap((client) =>
        client.name === APP ? apps.map((name) => ({ ...client, name })) : [client],
      ),
    }),
    ...(connections && {
      connections: connections.map((connection) => {
        const { enabled_clients: enabled } = connection
        if (enabled === undefined) return connection
        return { ...connection, enabled_clients: enabled.flatMap((name) => (name === APP ? apps : [name])) }
      }),
    }),
  }
}
