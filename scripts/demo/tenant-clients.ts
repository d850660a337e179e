import { ManagementClient } from 'auth0'
import type { Client, TenantState } from '../local-tenant/state.ts'

/** The application of that name, with its credentials. */
export function clientNamed(state: TenantState, name: string): Client {
  const client = state.configuration.clients.find((candidate) => candidate.name === name)
  if (client === undefined) throw new Error(`The tenant has no application named “${name}”.`)
  return client
}

/** The official Management API client, as the application `Deploy`. */
export function managementOf(state: TenantState, origin: string, fetcher: typeof fetch): ManagementClient {
  const deploy = clientNamed(state, 'Deploy')
  return new ManagementClient({
    domain: new URL(origin).host,
    clientId: deploy.client_id,
    clientSecret: deploy.client_secret,
    fetch: fetcher,
    telemetry: false,
  })
}

/** Lets the tenant send people back to the app's origin, as one would do on the dashboard. */
export async function allowOrigin(
  management: ManagementClient,
  client: Client,
  appOrigin: string,
): Promise<void> {
  const callbacks = addTo(client['callbacks'], `${appOrigin}/callback`)
  const logouts = addTo(client['allowed_logout_urls'], `${appOrigin}/`)
  if (callbacks === undefined && logouts === undefined) return
  await management.clients.update(client.client_id, {
    ...(callbacks === undefined ? {} : { callbacks }),
    ...(logouts === undefined ? {} : { allowed_logout_urls: logouts }),
  })
}

function addTo(list: unknown, url: string): string[] | undefined {
  const present = Array.isArray(list) ? list.filter((entry) => typeof entry === 'string') : []
  return present.includes(url) ? undefined : [...present, url]
}
