import type { MiddlewareHandler } from 'hono'
import { takeByPlan } from '../rate-limits/plan-limits.ts'
import { writeRateHeaders } from '../rate-limits/rate-headers.ts'
import type { Tenant } from '../tenant.ts'
import { ApiError } from './api-error.ts'

/** Requests per second that the headers speak of, as long as nobody has set a limit: then nothing is refused. */
const UNENFORCED = 50

/**
 * Refuses requests beyond the limit that the control interface has set, by the second or by a plan.
 * Source: Auth0 docs, troubleshoot/customer-support/operational-policies/rate-limit-policy.
 */
export function rateLimit(tenant: Tenant): MiddlewareHandler {
  let window = { second: 0, used: 0 }
  return async (c, next) => {
    const second = Math.floor(tenant.world.clock.now().getTime() / 1000)
    window = { second, used: window.second === second ? window.used + 1 : 1 }
    const limit = tenant.managementRateLimit ?? UNENFORCED
    const bySecond = {
      allowed: tenant.managementRateLimit === undefined || window.used <= limit,
      ...{ limit, remaining: Math.max(0, limit - window.used), reset: second + 1 },
    }
    const path = c.req.path.replace(/^\/api\/v2/, '')
    const byPlan = bySecond.allowed ? takeByPlan(tenant, 'management', c.req.method, path) : undefined
    const verdict = byPlan ?? bySecond
    writeRateHeaders(c, tenant, verdict)
    if (!verdict.allowed) throw new ApiError(429, 'Global limit has been reached', 'too_many_requests')
    await next()
  }
}
