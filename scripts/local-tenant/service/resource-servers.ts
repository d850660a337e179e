import type { AuthorizeRequest, Client, Json, ResourceServer } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { allowsGrant } from './clients.ts'

/** The Management API is there without having been made; its audience is the canonical host's, always. */
export function managementAudience(tenant: Tenant): string {
  return `https://${tenant.config.domain}/api/v2/`
}

export type Api = {
  identifier: string
  tokenLifetime: number
  allowsOffline: boolean
  /** Whether apps of the tenant's own may use it for people without asking them. */
  skipsConsent: boolean
  scopes: string[]
  /** By scope. */
  descriptions: { [scope: string]: string }
}

/** Seconds. Source: Auth0 docs, secure/tokens/access-tokens/update-access-token-lifetime. */
const DEFAULT_TOKEN_LIFETIME = 86_400

export function findResourceServer(tenant: Tenant, identifier: string): Api | undefined {
  const stored = tenant.state.configuration.resourceServers.find((each) => each.identifier === identifier)
  if (stored !== undefined) return describe(stored)
  if (identifier !== managementAudience(tenant)) return undefined
  return {
    ...{ identifier, tokenLifetime: DEFAULT_TOKEN_LIFETIME },
    ...{ allowsOffline: false, skipsConsent: false, scopes: [], descriptions: {} },
  }
}

/** The API of a login: the one that was asked for, else the tenant's default. */
export function requestedAudience(
  tenant: Tenant,
  request: Pick<AuthorizeRequest, 'audience'>,
): string | undefined {
  const { default_audience } = tenant.state.configuration.tenantSettings
  if (request.audience !== undefined) return request.audience
  return typeof default_audience === 'string' && default_audience !== '' ? default_audience : undefined
}

function describe(stored: ResourceServer): Api {
  const { token_lifetime, allow_offline_access, scopes, skip_consent_for_verifiable_first_party_clients } =
    stored
  const listed = Array.isArray(scopes) ? scopes.flatMap(describedScope) : []
  return {
    identifier: stored.identifier,
    tokenLifetime: typeof token_lifetime === 'number' ? token_lifetime : DEFAULT_TOKEN_LIFETIME,
    allowsOffline: allow_offline_access === true,
    skipsConsent: skip_consent_for_verifiable_first_party_clients === true,
    scopes: listed.map(([name]) => name),
    descriptions: Object.fromEntries(listed),
  }
}

/** A scope and what it is for; one that nobody has described stands for itself. */
function describedScope(scope: Json): [string, string][] {
  if (typeof scope !== 'object' || scope === null || Array.isArray(scope)) return []
  const { value, description } = scope
  if (typeof value !== 'string') return []
  return [[value, typeof description === 'string' ? description : value]]
}

const STANDARD_SCOPES = ['openid', 'profile', 'email', 'phone', 'address']

/**
 * What of the requested scopes is granted: the standard ones, the API's own, and `offline_access` where both API and
 * client take it. Source: Auth0 docs, get-started/apis/scopes.
 */
export function grantScopes(client: Client, api: Api | undefined, requested: readonly string[]): string[] {
  const maySpendOffline = allowsGrant(client, 'refresh_token') && (api === undefined || api.allowsOffline)
  return [...new Set(requested)].filter((scope) =>
    scope === 'offline_access'
      ? maySpendOffline
      : STANDARD_SCOPES.includes(scope) || api?.scopes.includes(scope) === true,
  )
}
