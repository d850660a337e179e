import type { Client, LoginTransaction, UserGrant } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { isThirdParty } from './clients.ts'
import { findResourceServer, grantScopes, requestedAudience } from './resource-servers.ts'
import type { Api } from './resource-servers.ts'
import { randomObjectId } from './random.ts'

/** What an application wants to do for somebody. */
export type ConsentAsked = { audience: string; api: Api | undefined; scope: string[] }

/**
 * What the person has to be asked for before the application gets its tokens, if anything: apps of others always ask,
 * the tenant's own only for an API that does not let them skip it. Who has agreed is not asked again, but for
 * `prompt=consent`. Source: Auth0 docs, get-started/applications/third-party-applications/user-consent-and-third-party-applications.
 */
export function neededConsent(
  tenant: Tenant,
  transaction: LoginTransaction,
  client: Client,
): ConsentAsked | undefined {
  const asked = askedBy(tenant, transaction, client)
  if (transaction.request.prompt.includes('consent')) return asked
  if (maySkip(tenant, transaction, client, asked.api)) return undefined
  const given = findGrant(tenant, transaction, asked.audience)
  return given !== undefined && asked.scope.every((scope) => given.scope.includes(scope)) ? undefined : asked
}

export function askedBy(
  tenant: Tenant,
  { request, hostname }: LoginTransaction,
  client: Client,
): ConsentAsked {
  const identifier = requestedAudience(tenant, request)
  const api = identifier === undefined ? undefined : findResourceServer(tenant, identifier)
  const audience = api?.identifier ?? `https://${hostname}/userinfo`
  return { audience, api, scope: grantScopes(client, api, request.scope) }
}

/** Remembers that somebody has agreed, besides whatever they have agreed to before. */
export function giveConsent(tenant: Tenant, transaction: LoginTransaction, asked: ConsentAsked): void {
  const { state, world } = tenant
  const { user_id = '', request } = transaction
  const given = findGrant(tenant, transaction, asked.audience)
  if (given !== undefined) {
    given.scope = [...new Set([...given.scope, ...asked.scope])]
    return
  }
  const grant: UserGrant = {
    ...{ id: randomObjectId(world), user_id, client_id: request.client_id },
    ...{ audience: asked.audience, scope: asked.scope },
    ...(request.organization === undefined ? {} : { organization: request.organization }),
  }
  state.userGrants = [...(state.userGrants ?? []), grant]
}

function maySkip(
  tenant: Tenant,
  { request }: LoginTransaction,
  client: Client,
  api: Api | undefined,
): boolean {
  if (isThirdParty(client)) return false
  const isLocal = new URL(request.redirect_uri).hostname === 'localhost'
  if (isLocal && tenant.unknowns.localhostConsent === 'asked') return false
  return api === undefined || api.skipsConsent
}

function findGrant(
  { state }: Tenant,
  { user_id, request }: LoginTransaction,
  audience: string,
): UserGrant | undefined {
  return state.userGrants?.find(
    (grant) =>
      grant.user_id === user_id &&
      grant.client_id === request.client_id &&
      grant.audience === audience &&
      grant.organization === request.organization,
  )
}
