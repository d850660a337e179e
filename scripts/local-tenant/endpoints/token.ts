import { Hono } from 'hono'
import type { Tenant } from '../tenant.ts'
import { readCredentials } from '../service/authenticate-client.ts'
import { grantToken } from '../service/token-grants.ts'
import { allowKnownOrigins } from './cors.ts'
import { readProgramFields } from './program-fields.ts'
import { refuseProgram } from './refuse-program.ts'

export function tokenEndpoint(tenant: Tenant): Hono {
  const app = new Hono()
  app.use('/oauth/token', allowKnownOrigins(tenant, 'POST'))
  app.post('/oauth/token', async (c) => {
    // RFC 6749, section 5.1.
    c.header('cache-control', 'no-store')
    c.header('pragma', 'no-cache')
    try {
      const { fields, facts } = await readProgramFields(c)
      const credentials = readCredentials(c.req.header('authorization'), fields)
      return c.json(await grantToken(tenant, credentials, fields, facts))
    } catch (error) {
      return refuseProgram(c, error)
    }
  })
  return app
}
