import { UpstreamError } from '../errors.ts'
import type { Companion } from '../protocol/token-request.ts'
import type { FetchedOnce } from './fetched-once.ts'
import { managementTokens } from './management-token.ts'
import type { Outside, OutsideAnswer, OutsideRequest } from './outside.ts'
import type { Cache } from './sealed-cache.ts'

/** Calls of the Management API as the companion, always at the tenant's canonical domain. */
export type ManagementCalls = {
  /** What a path of the API stands behind, e.g. `https://acme.eu.auth0.com/api/v2`. */
  base: string
  /** Fetches the token ahead of time. Never rejects: `call` meets the failure. */
  prepare: () => Promise<void>
  /** @throws UpstreamError if the token cannot be had, or the API cannot be reached */
  call: (request: OutsideRequest) => Promise<OutsideAnswer>
}

export function managementCalls(
  tenantDomain: string,
  companion: Companion,
  world: { outside: Outside; cache: Cache },
): ManagementCalls {
  const tokens = managementTokens(tenantDomain, companion, world)
  return {
    base: `https://${tenantDomain}/api/v2`,
    async prepare() {
      await tokens.get().catch(() => undefined)
    },
    call: (request) => callWithToken(request, tokens, world.outside),
  }
}

/**
 * What failed outside and how, for an answer that never rejects.
 * @throws what is no UpstreamError: that is a mistake of ours
 */
export function codeOf(error: unknown): string {
  if (error instanceof UpstreamError) return error.message
  throw error
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
