import type { MiddlewareHandler } from 'hono'
import { takeByPlan } from '../rate-limits/plan-limits.ts'
import { secondBucket } from '../rate-limits/limit-rates.ts'
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
  const unenforced = secondBucket(UNENFORCED)
  return async (c, next) => {
    const now = tenant.world.clock.now().getTime()
    const limit = tenant.managementRateLimit
    // Without a limit only the headers count.
    const bySecond = limit?.take(now, 'window') ?? { ...unenforced.take(now, 'window'), allowed: true }
    const path = c.req.path.replace(/^\/api\/v2/, '')
    const byPlan = bySecond.allowed ? takeByPlan(tenant, 'management', c.req.method, path) : undefined
    const verdict = byPlan ?? bySecond
    writeRateHeaders(c, tenant, verdict)
    if (!verdict.allowed) throw new ApiError(429, 'Global limit has been reached', 'too_many_requests')
    await next()
  }
}
