import type { Client, Connection, JsonObject, LoginFacts, User } from '../state.ts'
import { findOrganization } from '../service/organizations.ts'
import type { RequestFacts, Tenant } from '../tenant.ts'

/** Where every browser of the local tenant is; constant, so that nothing depends on a lookup service. */
export const GEOIP = {
  cityName: 'Berlin',
  continentCode: 'EU',
  countryCode: 'DE',
  countryCode3: 'DEU',
  countryName: 'Germany',
  latitude: 52.52,
  longitude: 13.405,
  subdivisionCode: 'BE',
  subdivisionName: 'Land Berlin',
  timeZone: 'Europe/Berlin',
} as const

/** Auth0 gives Actions the body of a POST without what would let them act as the client or the person. */
const SECRET_FIELDS = new Set([
  'client_secret',
  'client_assertion',
  'password',
  'refresh_token',
  'otp',
  'code',
  'code_verifier',
])

/** Leaves out what has no value, as JSON does: an absent fact is an absent key, never `undefined`. */
export function present<Part extends object>(
  part: Part,
): { [Key in keyof Part]: Exclude<Part[Key], undefined> } {
  const entries = Object.entries(part).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as { [Key in keyof Part]: Exclude<Part[Key], undefined> }
}

/** What every event tells of a user, but for `email_verified`, of which each has its own idea. */
export function profileOf(user: Partial<User>) {
  return {
    user_id: user.user_id,
    identities: user.identities,
    email: user.email,
    phone_number: user.phone_number,
    phone_verified: user.phone_verified,
    username: user.username,
    given_name: user.given_name,
    family_name: user.family_name,
    name: user.name,
    nickname: user.nickname,
    picture: user.picture,
    created_at: user.created_at,
    updated_at: user.updated_at,
    user_metadata: user.user_metadata,
    app_metadata: user.app_metadata,
  }
}

export function buildRequest(request: RequestFacts): object {
  const body =
    request.method === 'POST'
      ? Object.fromEntries(Object.entries(request.body).filter(([name]) => !SECRET_FIELDS.has(name)))
      : {}
  return present({
    ip: request.ip,
    method: request.method,
    hostname: request.hostname,
    user_agent: request.user_agent,
    language: request.language,
    geoip: GEOIP,
    query: request.query,
    body,
  })
}

/** Auth0 keeps metadata of clients and connections as strings. */
function stringMetadata(metadata: unknown): { [name: string]: string } {
  const given = (metadata ?? {}) as JsonObject
  return Object.fromEntries(
    Object.entries(given).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

export function buildClient(client: Client): object {
  return {
    client_id: client.client_id,
    name: client.name,
    metadata: stringMetadata(client['client_metadata']),
  }
}

export function buildConnection(connection: Connection): object {
  return {
    id: connection.id,
    name: connection.name,
    strategy: connection.strategy,
    metadata: stringMetadata(connection.metadata),
  }
}

/** Present only in a login to an organization. */
export function buildOrganization(tenant: Tenant, id: string | undefined): object | undefined {
  const organization = findOrganization(tenant, id)
  if (organization === undefined) return undefined
  const { name, display_name = name, metadata } = organization
  return { id: organization.id, name, display_name, metadata: stringMetadata(metadata) }
}

/** Present only when the request came in on a custom domain. */
export function buildCustomDomain(tenant: Tenant, hostname: string): object | undefined {
  return tenant.config.customDomains.includes(hostname)
    ? { domain: hostname, domain_metadata: {} }
    : undefined
}

/** What the app asked for, which stays the same before and after a redirect. */
export function buildTransaction(transaction: LoginFacts): { [name: string]: unknown } {
  const { request } = transaction
  return present({
    id: transaction.id,
    protocol: transaction.protocol,
    locale: transaction.locale,
    correlation_id: request.correlation_id,
    acr_values: request.acr_values,
    ui_locales: request.ui_locales,
    prompt: request.prompt,
    login_hint: request.login_hint,
    redirect_uri: request.redirect_uri,
    requested_scopes: request.scope,
    response_mode: request.response_mode,
    response_type: request.response_type?.split(' '),
    state: request.state,
  })
}
