import type { MiddlewareHandler } from 'hono'
import { takeByPlan } from '../rate-limits/plan-limits.ts'
import { writeRateHeaders } from '../rate-limits/rate-headers.ts'
import type { Tenant } from '../tenant.ts'
import { textsFor } from './page-texts.ts'
import { renderPage } from './render-page.ts'

/** What programs call. The rest of the Authentication API is opened by browsers. */
const PROGRAMS = /^\/(oauth\/(token|revoke|ro)|userinfo|passwordless\/start|\.well-known\/.+)$/
const OUTSIDE = /^\/(api\/v2\/|u\/universal-login\.css$)/

/** What Auth0 says with a 429, in both of its APIs. */
export const TOO_MANY = { error: 'too_many_requests', error_description: 'Global limit has been reached' }

/**
 * Refuses requests to the Authentication API beyond what the tenant's plan allows.
 * Source: Auth0 docs, rate-limit-policy/rate-limit-configurations; the pages that people see are counted where the
 * switch `authenticationRate` says so.
 */
export function authenticationLimits(tenant: Tenant): MiddlewareHandler {
  return async (c, next) => {
    const { method, path } = c.req
    const isProgram = PROGRAMS.test(path)
    const isCounted = isProgram || tenant.unknowns.authenticationRate === 'everything'
    if (method === 'OPTIONS' || OUTSIDE.test(path) || !isCounted) return next()
    const verdict = takeByPlan(tenant, 'authentication', method, path)
    if (verdict === undefined) return next()
    writeRateHeaders(c, tenant, verdict)
    if (verdict.allowed) return next()
    if (isProgram) return c.json(TOO_MANY, 429)
    const { error: code, error_description: message } = TOO_MANY
    return renderPage(c, 429, 'error', { ...textsFor('en'), title: 'Something went wrong', code, message })
  }
}
