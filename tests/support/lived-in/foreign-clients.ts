import type { Management, ManagementClient } from 'auth0'

type NewClient = Management.CreateClientRequestContent

/** The first two are different applications that share a name. */
const WEB = [
  ...['Shop', 'Shop', 'Intranet', `O'Brien's "Books"`, 'Café Ñandú ☕', '履歴書', 'مكتبة'],
  ...['Support & Billing', '100 % Events', 'Booking / Berlin', 'Partner: Portal', '  Newsletter  '],
]
const SPAS = ['Board', 'Kiosk', 'Map', 'Calendar', 'Chat', 'Wiki', 'Polls']
const NATIVE = ['Phone App', 'Tablet App', 'Desktop "Pro"', 'Watch App', 'TV App']
const MACHINES = ['Orders Job', 'Mailer', 'CRM Sync', 'Backup', 'Reports Ünit', 'Metrics']

/** Those of them that take part in logins of others, by the part they play. */
export const LOGIN_CLIENTS = { web: ['Intranet', 'Café Ñandú ☕'], spa: 'Board', machine: 'Orders Job' }

/** The thirty applications of other people. */
export const FOREIGN_CLIENTS: NewClient[] = [
  ...WEB.map((name, index) => webApp(name, 4100 + index)),
  ...SPAS.map((name, index) => singlePageApp(name, 4200 + index)),
  ...NATIVE.map((name, index) => nativeApp(name, `com.example.app${index}`)),
  ...MACHINES.map(machine),
]

/** Makes the applications, and gives the ids of each name, in the order in which they were made. */
export async function addClients(management: ManagementClient): Promise<Map<string, string[]>> {
  const ids = new Map<string, string[]>()
  for (const client of FOREIGN_CLIENTS) {
    const { client_id = '' } = await management.clients.create(client)
    ids.set(client.name, [...(ids.get(client.name) ?? []), client_id])
  }
  return ids
}

function webApp(name: string, port: number): NewClient {
  const origin = `http://localhost:${port}`
  return {
    ...{ name, app_type: 'regular_web', oidc_conformant: true, description: `Runs on port ${port}` },
    callbacks: [`${origin}/callback`, `https://app${port}.example.com/callback`],
    allowed_logout_urls: [`${origin}/`],
    web_origins: [origin],
    grant_types: ['authorization_code', 'refresh_token'],
    client_metadata: { owner: `team-${port % 4}`, phone_link_note: 'not ours' },
  }
}

function singlePageApp(name: string, port: number): NewClient {
  const origin = `http://localhost:${port}`
  return {
    ...{ name, app_type: 'spa', oidc_conformant: true, token_endpoint_auth_method: 'none' },
    callbacks: [`${origin}/callback`],
    allowed_logout_urls: [`${origin}/`],
    web_origins: [origin],
    allowed_origins: [origin],
    grant_types: ['authorization_code', 'refresh_token'],
    refresh_token: {
      ...{ rotation_type: 'rotating', expiration_type: 'expiring', leeway: 0 },
      ...{ token_lifetime: 2_592_000, idle_token_lifetime: 1_296_000 },
      ...{ infinite_token_lifetime: false, infinite_idle_token_lifetime: false },
    },
  }
}

function nativeApp(name: string, scheme: string): NewClient {
  return {
    ...{ name, app_type: 'native', oidc_conformant: true, token_endpoint_auth_method: 'none' },
    callbacks: [`${scheme}://callback`],
    grant_types: ['authorization_code', 'refresh_token'],
    client_metadata: { scheme },
  }
}

function machine(name: string): NewClient {
  return {
    ...{ name, app_type: 'non_interactive', oidc_conformant: true },
    grant_types: ['client_credentials'],
    jwt_configuration: { alg: 'RS256', lifetime_in_seconds: 7200 },
  }
}
