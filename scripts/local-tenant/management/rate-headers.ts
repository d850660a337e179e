import type { MiddlewareHandler } from 'hono'
import type { Tenant } from '../tenant.ts'

/** Requests per second that the headers speak of; nothing is refused. Tests make 429s with the fault interface. */
const LIMIT = 50

/** Source: Auth0 docs, troubleshoot/customer-support/operational-policies/rate-limit-policy. */
export function rateHeaders(tenant: Tenant): MiddlewareHandler {
  let window = { second: 0, used: 0 }
  return async (c, next) => {
    const second = Math.floor(tenant.world.clock.now().getTime() / 1000)
    window = { second, used: window.second === second ? window.used + 1 : 1 }
    const remaining = Math.max(0, LIMIT - window.used)
    await next()
    c.header('x-ratelimit-limit', String(LIMIT))
    c.header('x-ratelimit-remaining', String(remaining))
    c.header('x-ratelimit-reset', String(second + 1))
  }
}
