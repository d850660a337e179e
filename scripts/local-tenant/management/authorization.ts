import type { MiddlewareHandler } from 'hono'

import { readOwnToken } from '../service/signing.ts'
import type { Tenant } from '../tenant.ts'
import { ApiError } from './api-error.ts'

declare module 'hono' {
  interface ContextVariableMap {
    /** The client whose token came with the request. */
    callerId: string
    scopes: readonly string[]
  }
}

/**
 * Every request needs an access token for this API: signed by the tenant, issued by its canonical domain or a custom
 * one, for the canonical audience, not expired.
 */
export function authenticate(tenant: Tenant): MiddlewareHandler {
  return async (context, next) => {
    const token = /^Bearer (\S+)$/i.exec(context.req.header('authorization') ?? '')?.[1]
    if (token === undefined) throw new ApiError(401, 'Missing authentication')
    const claims = await readOwnToken(tenant, token)
    const issuers = [tenant.config.domain, ...tenant.config.customDomains].map((host) => `https://${host}/`)
    const audiences = [claims?.aud ?? []].flat()
    if (claims === undefined || claims.iss === undefined || !issuers.includes(claims.iss)) {
      throw new ApiError(401, 'Invalid token')
    }
    if (!audiences.includes(`https://${tenant.config.domain}/api/v2/`)) {
      throw new ApiError(401, 'Bad audience', 'invalid_token')
    }
    context.set('callerId', typeof claims['azp'] === 'string' ? claims['azp'] : '')
    context.set('scopes', typeof claims['scope'] === 'string' ? claims['scope'].split(' ') : [])
    await next()
  }
}

/** Lets a request through whose token has one of the scopes, as the API's own description lists them. */
export function requireScope(...anyOf: string[]): MiddlewareHandler {
  return async (context, next) => {
    if (!anyOf.some((scope) => context.get('scopes').includes(scope))) {
      throw new ApiError(403, `Insufficient scope, expected any of: ${anyOf.join(',')}`, 'insufficient_scope')
    }
    await next()
  }
}
