import { Hono } from 'hono'
import type { Tenant } from '../tenant.ts'
import { readCredentials } from '../service/authenticate-client.ts'
import { revokeRefreshToken } from '../service/revoke-refresh-token.ts'
import { allowKnownOrigins } from './cors.ts'
import { readProgramFields } from './program-fields.ts'
import { refuseProgram } from './refuse-program.ts'

/** Where an app gives its refresh token back, when somebody signs out. */
export function revokeEndpoint(tenant: Tenant): Hono {
  const app = new Hono()
  app.use('/oauth/revoke', allowKnownOrigins(tenant, 'POST'))
  app.post('/oauth/revoke', async (c) => {
    c.header('cache-control', 'no-store')
    try {
      const { fields, facts } = await readProgramFields(c)
      revokeRefreshToken(tenant, readCredentials(c.req.header('authorization'), fields), fields, facts)
      return c.body(null, 200)
    } catch (error) {
      return refuseProgram(c, error)
    }
  })
  return app
}
