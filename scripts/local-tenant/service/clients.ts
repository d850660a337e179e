import type { Client } from '../state.ts'
import type { Tenant } from '../tenant.ts'

export function findClient(tenant: Tenant, clientId: string): Client | undefined {
  return tenant.state.configuration.clients.find(({ client_id }) => client_id === clientId)
}

/** A setting of the client that is a list of strings; absent is empty. */
export function listOf(client: Client, setting: string): string[] {
  const value = client[setting]
  return Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === 'string') : []
}

/** An app that others run. Their apps are `permissive` here: they get ID tokens, as the tenant's own do. */
export function isThirdParty(client: Client): boolean {
  return client['is_first_party'] === false
}

/** Auth0's default for an application whose method was never set. */
const DEFAULT_METHOD = 'client_secret_post'

export function isPublicClient(client: Client): boolean {
  return (client['token_endpoint_auth_method'] ?? DEFAULT_METHOD) === 'none'
}

/** Auth0's defaults for a new application. Source: docs, get-started/applications/application-grant-types. */
const DEFAULT_GRANTS = ['implicit', 'authorization_code', 'refresh_token', 'client_credentials']

export function allowsGrant(client: Client, grantType: string): boolean {
  const granted = client['grant_types'] === undefined ? DEFAULT_GRANTS : listOf(client, 'grant_types')
  return granted.includes(grantType)
}

/** Exact: no prefix, no case folding, no query added (RFC 9700, section 4.1.3). */
export function allowsCallback(client: Client, redirectUri: string): boolean {
  return listOf(client, 'callbacks').includes(redirectUri)
}

/** Auth0 leaves query and fragment out of the comparison. Source: docs, authenticate/login/logout/redirect-users-after-logout. */
export function allowsLogoutUrl(allowed: readonly string[], url: string): boolean {
  return URL.canParse(url) && allowed.some((entry) => bare(entry) === bare(url))
}

function bare(url: string): string {
  return url.replace(/[?#].*$/s, '')
}

/** Origins whose pages may be answered by web message. Source: docs, get-started/applications/application-settings. */
export function webOriginsOf(client: Client): string[] {
  return listOf(client, 'web_origins').map(withoutSlash)
}

/** Origins whose pages may call the token endpoint. */
export function originsOf(client: Client): string[] {
  const callbacks = listOf(client, 'callbacks').filter((url) => URL.canParse(url))
  return [
    ...listOf(client, 'web_origins'),
    ...listOf(client, 'allowed_origins'),
    ...callbacks.map((url) => new URL(url).origin).filter((origin) => origin !== 'null'),
  ].map(withoutSlash)
}

function withoutSlash(origin: string): string {
  return origin.replace(/\/$/, '')
}
