import type { MiddlewareHandler } from 'hono'
import type { Tenant } from '../tenant.ts'
import { originsOf } from '../service/clients.ts'

/** Seconds a browser remembers the answer to its preflight. */
const PREFLIGHT_LIFETIME = '600'

/**
 * Lets pages of the clients' own origins call an endpoint, and no others.
 * Source: Auth0 docs, get-started/applications/set-up-cors.
 */
export function allowKnownOrigins(tenant: Tenant, method: 'GET' | 'POST'): MiddlewareHandler {
  return async (c, next) => {
    const origin = c.req.header('origin')
    const isKnown =
      origin !== undefined &&
      tenant.state.configuration.clients.some((client) => originsOf(client).includes(origin))
    if (isKnown) {
      c.header('access-control-allow-origin', origin)
      c.header('access-control-allow-credentials', 'true')
    }
    c.header('vary', 'Origin', { append: true })
    if (c.req.method !== 'OPTIONS') return next()
    if (isKnown) {
      c.header('access-control-allow-methods', method)
      c.header('access-control-allow-headers', 'authorization, content-type, auth0-client')
      c.header('access-control-max-age', PREFLIGHT_LIFETIME)
    }
    return c.body(null, 204)
  }
}

/** What is public anyway may be read from anywhere. */
export const allowAnyOrigin: MiddlewareHandler = async (c, next) => {
  c.header('access-control-allow-origin', '*')
  await next()
}
