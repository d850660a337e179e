import type { Tenant } from '../tenant.ts'
import { planLimits } from './plan-limits.ts'
import type { RateLimitRequest } from './read-rate-limit.ts'

/** Sets one kind of limit, or takes it away; the other kind stays as it is. */
export function limitRates(tenant: Tenant, asked: RateLimitRequest): void {
  if ('perSecond' in asked) {
    if (asked.perSecond === null) delete tenant.managementRateLimit
    else tenant.managementRateLimit = asked.perSecond
    return
  }
  if (asked.plan === null) delete tenant.planLimits
  else tenant.planLimits = planLimits(asked.plan, asked.apis)
}
