import type { Client, Session } from '../state.ts'
import type { RequestFacts, Tenant } from '../tenant.ts'
import { allowsLogoutUrl, findClient, listOf } from './clients.ts'
import { writeLog } from './logs.ts'
import { endSession } from './sessions.ts'
import { readOwnToken } from './signing.ts'

export type LogoutAnswer =
  | { kind: 'redirect'; url: string }
  | { kind: 'done' }
  | { kind: 'refused'; code: string; description: string }

type Query = { [name: string]: string }

/**
 * OpenID Connect RP-initiated logout. Where the person is sent must be registered; an open redirect otherwise.
 * Source: Auth0 docs, authenticate/login/logout/log-users-out-of-auth0.
 */
export async function logOutOidc(
  tenant: Tenant,
  query: Query,
  facts: RequestFacts,
  session: Session | undefined,
): Promise<LogoutAnswer> {
  const { id_token_hint, client_id, post_logout_redirect_uri, state } = query
  // The hint only names the client: an ID token that has expired still does.
  const hint =
    id_token_hint === undefined ? undefined : await readOwnToken(tenant, id_token_hint, { evenExpired: true })
  if (id_token_hint !== undefined && hint === undefined) {
    return refuse(tenant, facts, 'The id_token_hint is not valid.')
  }
  const clientId = hint === undefined ? client_id : [hint.aud].flat()[0]
  if (hint !== undefined && client_id !== undefined && client_id !== clientId) {
    return refuse(tenant, facts, 'The id_token_hint was issued for another client.')
  }
  return leave(tenant, facts, session, clientId, post_logout_redirect_uri, 'post_logout_redirect_uri', state)
}

/** Auth0's own logout, `/v2/logout`: without `client_id`, the tenant's list of URLs counts. */
export function logOutV2(
  tenant: Tenant,
  query: Query,
  facts: RequestFacts,
  session: Session | undefined,
): LogoutAnswer {
  return leave(tenant, facts, session, query['client_id'], query['returnTo'], 'returnTo', undefined)
}

function leave(
  tenant: Tenant,
  facts: RequestFacts,
  session: Session | undefined,
  clientId: string | undefined,
  url: string | undefined,
  parameter: string,
  state: string | undefined,
): LogoutAnswer {
  const client = clientId === undefined ? undefined : findClient(tenant, clientId)
  if (clientId !== undefined && client === undefined) {
    return refuse(tenant, facts, `Unknown client: ${clientId}`)
  }
  if (url !== undefined && !allowsLogoutUrl(allowedUrls(tenant, client), url)) {
    return refuse(tenant, facts, `The ${parameter} URL is not in the list of allowed logout URLs.`)
  }
  if (session !== undefined) {
    endSession(tenant, session.id)
    writeLog(tenant, {
      ...{ type: 'slo', description: 'User successfully logged out', user_id: session.user_id },
      ...{ ip: facts.ip, user_agent: facts.user_agent, hostname: facts.hostname },
      ...(client === undefined ? {} : { client_id: client.client_id, client_name: client.name }),
    })
  }
  if (url === undefined) return { kind: 'done' }
  const target = new URL(url)
  if (state !== undefined) target.searchParams.set('state', state)
  return { kind: 'redirect', url: target.href }
}

function allowedUrls(tenant: Tenant, client: Client | undefined): string[] {
  if (client !== undefined) return listOf(client, 'allowed_logout_urls')
  const { allowed_logout_urls } = tenant.state.configuration.tenantSettings
  return Array.isArray(allowed_logout_urls)
    ? allowed_logout_urls.filter((url): url is string => typeof url === 'string')
    : []
}

function refuse(tenant: Tenant, facts: RequestFacts, description: string): LogoutAnswer {
  writeLog(tenant, { type: 'flo', description, ip: facts.ip, hostname: facts.hostname })
  return { kind: 'refused', code: 'invalid_request', description }
}
