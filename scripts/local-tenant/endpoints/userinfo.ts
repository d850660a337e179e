import { Hono } from 'hono'
import { takeUserinfo } from '../rate-limits/plan-limits.ts'
import { writeRateHeaders } from '../rate-limits/rate-headers.ts'
import type { Tenant } from '../tenant.ts'
import { readUserinfo } from '../service/read-userinfo.ts'
import { TOO_MANY } from './authentication-limits.ts'
import { allowKnownOrigins } from './cors.ts'
import { hostOf } from './request-facts.ts'

export function userinfoEndpoint(tenant: Tenant): Hono {
  const app = new Hono()
  app.use('/userinfo', allowKnownOrigins(tenant, 'GET'))
  app.on(['GET', 'POST'], '/userinfo', async (c) => {
    const token = /^Bearer\s+(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
    const claims = token === undefined ? undefined : await readUserinfo(tenant, token, hostOf(c))
    if (claims !== undefined) {
      const verdict = takeUserinfo(tenant, claims.sub)
      if (verdict !== undefined) writeRateHeaders(c, tenant, verdict)
      return verdict?.allowed === false ? c.json(TOO_MANY, 429) : c.json(claims)
    }
    // RFC 6750, section 3.1; Auth0 answers in plain text.
    return c.text('Unauthorized', 401, { 'www-authenticate': 'Bearer realm="Users", error="invalid_token"' })
  })
  return app
}
