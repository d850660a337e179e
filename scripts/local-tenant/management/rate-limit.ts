import type { MiddlewareHandler } from 'hono'
import type { Tenant } from '../tenant.ts'
import { ApiError } from './api-error.ts'

/** Requests per second that the headers speak of, as long as nobody has set a limit: then nothing is refused. */
const UNENFORCED = 50

/**
 * Counts requests by the second, and refuses those beyond the limit that the control interface has set.
 * Source: Auth0 docs, troubleshoot/customer-support/operational-policies/rate-limit-policy.
 */
export function rateLimit(tenant: Tenant): MiddlewareHandler {
  let window = { second: 0, used: 0 }
  return async (c, next) => {
    const second = Math.floor(tenant.world.clock.now().getTime() / 1000)
    window = { second, used: window.second === second ? window.used + 1 : 1 }
    const limit = tenant.managementRateLimit ?? UNENFORCED
    c.header('x-ratelimit-limit', String(limit))
    c.header('x-ratelimit-remaining', String(Math.max(0, limit - window.used)))
    c.header('x-ratelimit-reset', String(second + 1))
    if (tenant.managementRateLimit !== undefined && window.used > limit)
      throw new ApiError(429, 'Global limit has been reached', 'too_many_requests')
    await next()
  }
}
