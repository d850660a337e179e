import type { ClientEntry, TenantFile } from '../deploy/tenant-file.ts'

/** Where `tenant.yaml` speaks of an app of the tenant's own. */
export const APP = '##APP_CLIENT_NAME##'

/** What it says instead of one that may link by the OTP grant as well. */
export const OTP_APP = '##OTP_CLIENT_NAME##'

/**
 * The file with what it says of an app said of each: the application's entry, and its place in connections' lists.
 * @param apps names or client ids
 * @param otpApps those of them that may link by the OTP grant as well, in the same words
 */
export function expandApps(
  document: TenantFile,
  apps: readonly string[],
  otpApps: readonly string[],
): TenantFile {
  const { clients, connections } = document
  return {
    ...document,
    ...(clients && { clients: clients.flatMap((client) => expandClient(client, apps, otpApps)) }),
    ...(connections && {
      connections: connections.map((connection) => {
        const { enabled_clients: enabled } = connection
        if (enabled === undefined) return connection
        return { ...connection, enabled_clients: enabled.flatMap((name) => (name === APP ? apps : [name])) }
      }),
    }),
  }
}

function expandClient(
  client: ClientEntry,
  apps: readonly string[],
  otpApps: readonly string[],
): ClientEntry[] {
  if (client.name !== APP && client.name !== OTP_APP) return [client]
  const isOtp = client.name === OTP_APP
  return apps.filter((name) => otpApps.includes(name) === isOtp).map((name) => ({ ...client, name }))
}
