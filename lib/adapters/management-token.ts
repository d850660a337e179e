import { UpstreamError } from '../errors.ts'
import type { Companion } from '../protocol/token-request.ts'
import { buildManagementTokenRequest } from '../protocol/token-request.ts'
import { parseAccessToken } from '../protocol/token-response.ts'
import type { FetchedOnce } from './fetched-once.ts'
import { fetchedOnce } from './fetched-once.ts'
import type { Outside } from './outside.ts'
import type { Cache } from './sealed-cache.ts'
import { LONGEST_TTL_MS } from './sealed-cache.ts'

/** Given up this long before it expires, in seconds: a call may take a while. */
const SAFETY_SECONDS = 300

/** Access tokens for the Management API. Cached, since every one counts against the tenant's quota. */
export function managementTokens(
  tenantDomain: string,
  companion: Companion,
  { outside, cache }: { outside: Outside; cache: Cache },
): FetchedOnce<string> {
  const name = `management ${companion.clientId}`

  async function load(): Promise<string> {
    const { status, body } = await outside({
      at: 'management_token',
      url: `https://${tenantDomain}/oauth/token`,
      method: 'POST',
      form: buildManagementTokenRequest(companion, `https://${tenantDomain}/api/v2/`),
      retry: 'on_429_or_5xx',
    })
    if (status !== 200) throw new UpstreamError('management_token', `http_${status}`)
    const access = parseAccessToken(body)
    if (!access) throw new UpstreamError('management_token', 'malformed')
    const ttl = Math.min((access.lifetime - SAFETY_SECONDS) * 1000, LONGEST_TTL_MS)
    if (ttl > 0) cache.set(name, access.token, ttl)
    return access.token
  }

  return fetchedOnce(() => cache.get(name), load)
}
