import type { Client } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { allowsLogoutUrl, findClient, listOf } from './clients.ts'
import { readOwnToken } from './signing.ts'

export type Query = { [name: string]: string }

/** A logout whose client and target are known to belong together. */
export type LogoutRequest = {
  client?: Client
  /** Where the person goes afterwards. */
  url?: string
  /** The session that the app says it means. */
  sid?: string
}

export type CheckedLogout =
  { kind: 'checked'; request: LogoutRequest } | { kind: 'wrong'; description: string }

/**
 * Checks `/oidc/logout`. What is said twice must agree.
 * Source: Auth0 docs, authenticate/login/logout/log-users-out-of-auth0.
 */
export async function checkOidcLogout(tenant: Tenant, query: Query): Promise<CheckedLogout> {
  const { id_token_hint, logout_hint, client_id, post_logout_redirect_uri, state } = query
  // The hint only names client and session: an ID token that has expired still does.
  const hint =
    id_token_hint === undefined ? undefined : await readOwnToken(tenant, id_token_hint, { evenExpired: true })
  if (id_token_hint !== undefined && hint === undefined) return wrong('The id_token_hint is not valid.')
  const clientId = hint === undefined ? client_id : [hint.aud].flat()[0]
  if (hint !== undefined && client_id !== undefined && client_id !== clientId) {
    return wrong('The id_token_hint was issued for another client.')
  }
  const sid = typeof hint?.['sid'] === 'string' ? hint['sid'] : logout_hint
  if (hint !== undefined && logout_hint !== undefined && logout_hint !== sid) {
    return wrong('The id_token_hint was issued for another session than the logout_hint.')
  }
  const checked = checkTarget(tenant, clientId, post_logout_redirect_uri, 'post_logout_redirect_uri')
  if (checked.kind === 'wrong') return checked
  const { request } = checked
  if (post_logout_redirect_uri !== undefined && state !== undefined) {
    const target = new URL(post_logout_redirect_uri)
    target.searchParams.set('state', state)
    request.url = target.href
  }
  return { kind: 'checked', request: { ...request, ...(sid === undefined ? {} : { sid }) } }
}

/** Checks `/v2/logout`: without `client_id`, the tenant's list of URLs counts. */
export function checkV2Logout(tenant: Tenant, query: Query): CheckedLogout {
  return checkTarget(tenant, query['client_id'], query['returnTo'], 'returnTo')
}

function checkTarget(
  tenant: Tenant,
  clientId: string | undefined,
  url: string | undefined,
  parameter: 'returnTo' | 'post_logout_redirect_uri',
): CheckedLogout {
  const client = clientId === undefined ? undefined : findClient(tenant, clientId)
  if (clientId !== undefined && client === undefined) return wrong(`Unknown client: ${clientId}`)
  const allowed = client === undefined ? tenantUrls(tenant) : listOf(client, 'allowed_logout_urls')
  // Of `returnTo` the query is not compared, of `post_logout_redirect_uri` it is.
  const isAllowed =
    parameter === 'returnTo' ? allowsLogoutUrl : (urls: string[], one: string) => urls.includes(one)
  if (url !== undefined && !(URL.canParse(url) && isAllowed(allowed, url))) {
    return wrong(`The ${parameter} URL is not in the list of allowed logout URLs.`)
  }
  // Source: Auth0 docs, api/authentication/logout: with a client and no URL, the client's first one.
  const target = url ?? (client === undefined ? undefined : allowed.find((each) => URL.canParse(each)))
  return {
    kind: 'checked',
    request: {
      ...(client === undefined ? {} : { client }),
      ...(target === undefined ? {} : { url: new URL(target).href }),
    },
  }
}

function tenantUrls(tenant: Tenant): string[] {
  const { allowed_logout_urls } = tenant.state.configuration.tenantSettings
  return Array.isArray(allowed_logout_urls)
    ? allowed_logout_urls.filter((url): url is string => typeof url === 'string')
    : []
}

function wrong(description: string): CheckedLogout {
  return { kind: 'wrong', description }
}
