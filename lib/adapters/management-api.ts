import { UpstreamError } from '../errors.ts'
import type { Accounts } from '../ports.ts'
import { BORN_KEY } from '../protocol/app-metadata.ts'
import {
  buildIdentitiesPath,
  buildIdentityPath,
  buildLinkBody,
  buildReadIdentitiesPath,
  buildUserPath,
  listsEarlierPhone,
  listsIdentity,
  listsPhone,
  parseUserIdentities,
} from '../protocol/identities.ts'
import type { Companion } from '../protocol/token-request.ts'
import type { FetchedOnce } from './fetched-once.ts'
import { managementTokens } from './management-token.ts'
import type { Outside, OutsideAnswer, OutsideRequest } from './outside.ts'
import type { Cache } from './sealed-cache.ts'

/** The Management API scopes that this file needs, and all that the companion is granted. */
export const MANAGEMENT_SCOPES = ['read:users', 'update:users'] as const

/** Accounts through the Management API, always at the tenant's canonical domain. */
export function managementAccounts(
  tenantDomain: string,
  companion: Companion,
  world: { outside: Outside; cache: Cache },
): Accounts {
  const base = `https://${tenantDomain}/api/v2`
  const tokens = managementTokens(tenantDomain, companion, world)
  const call = (request: OutsideRequest) => callWithToken(request, tokens, world.outside)

  return {
    async prepare() {
      await tokens.get().catch(() => undefined)
    },
    async link(primary, secondary) {
      try {
        const { status, body } = await call({
          at: 'link',
          url: base + buildIdentitiesPath(primary),
          method: 'POST',
          json: buildLinkBody(secondary),
          // After a 5xx the link may exist already: the account is read instead.
          retry: 'on_429',
        })
        if (status !== 201) return { kind: 'not_confirmed', code: `link_http_${status}` }
        return { kind: listsEarlierPhone(body, secondary) ? 'linked_second' : 'linked' }
      } catch (error) {
        return { kind: 'not_confirmed', code: codeOf(error) }
      }
    },
    async unlink(primary, secondary) {
      const { status } = await call({
        at: 'unlink',
        url: base + buildIdentityPath(primary, secondary),
        method: 'DELETE',
        retry: 'on_429_or_5xx',
      })
      if (status !== 200) throw new UpstreamError('unlink', `http_${status}`)
      await call({
        at: 'mark',
        url: base + buildUserPath(`${secondary.provider}|${secondary.id}`),
        method: 'PATCH',
        json: { app_metadata: { [BORN_KEY]: true } },
        retry: 'on_429_or_5xx',
      })
    },
    async holds(primary, secondary) {
      try {
        const { status, body } = await call({
          at: 'read',
          url: base + buildReadIdentitiesPath(primary),
          method: 'GET',
          retry: 'on_429_or_5xx',
        })
        if (status !== 200) return 'unknown'
        const identities = parseUserIdentities(body)
        return (secondary ? listsIdentity(identities, secondary) : listsPhone(identities)) ? 'yes' : 'no'
      } catch (error) {
        codeOf(error)
        return 'unknown'
      }
    },
  }
}

async function callWithToken(
  request: OutsideRequest,
  tokens: FetchedOnce<string>,
  outside: Outside,
): Promise<OutsideAnswer> {
  const send = (token: string) => outside({ ...request, headers: { authorization: `Bearer ${token}` } })
  const answer = await send(await tokens.get())
  if (answer.status !== 401 && answer.status !== 403) return answer
  // A cached token dies early when the tenant rotates its keys, and lacks a scope that was granted later.
  const renewed = await tokens.renew()
  return renewed === undefined ? answer : send(renewed)
}

function codeOf(error: unknown): string {
  if (error instanceof UpstreamError) return error.message
  throw error
}
