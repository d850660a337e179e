import type { Context } from 'hono'
import type { Tenant } from '../tenant.ts'
import type { Verdict } from './token-bucket.ts'

/**
 * Says in an answer's headers what is left.
 * Source: Auth0 docs, rate-limit-policy/rate-limit-use-cases, "Predict when requests to a tenant will be rate limited".
 * `Retry-After` is in none of Auth0's pages, but SDKs of Auth0 read it.
 */
export function writeRateHeaders(c: Context, tenant: Tenant, verdict: Verdict): void {
  const { allowed, limit, remaining, reset } = verdict
  c.header('x-ratelimit-limit', String(limit))
  c.header('x-ratelimit-remaining', String(remaining))
  c.header('x-ratelimit-reset', String(reset))
  if (allowed || tenant.unknowns.retryAfter === 'absent') return
  const wait = reset - tenant.world.clock.now().getTime() / 1000
  c.header('retry-after', String(Math.max(1, Math.ceil(wait))))
}
