import type { Tenant } from '../tenant.ts'
import { planLimits } from './plan-limits.ts'
import type { RateLimitRequest } from './read-rate-limit.ts'
import { createBucket, type TokenBucket } from './token-bucket.ts'

/** Sets one kind of limit, of which nothing is used up yet, or takes it away; the other kind stays as it is. */
export function limitRates(tenant: Tenant, asked: RateLimitRequest): void {
  if ('perSecond' in asked) {
    if (asked.perSecond === null) delete tenant.managementRateLimit
    else tenant.managementRateLimit = secondBucket(asked.perSecond)
    return
  }
  if (asked.plan === null) delete tenant.planLimits
  else tenant.planLimits = planLimits(asked.plan, asked.apis)
}

/** So many requests in each second. */
export function secondBucket(requests: number): TokenBucket {
  return createBucket({ burst: requests, refill: requests, per: 'second' })
}
