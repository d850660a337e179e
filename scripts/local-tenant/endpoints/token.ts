import { Hono } from 'hono'
import type { Context } from 'hono'
import type { Tenant } from '../tenant.ts'
import { readCredentials } from '../service/authenticate-client.ts'
import { OAuthError } from '../service/oauth-error.ts'
import { grantToken } from '../service/token-grants.ts'
import { allowKnownOrigins } from './cors.ts'
import { refuseProgram } from './refuse-program.ts'
import { readFacts } from './request-facts.ts'

export function tokenEndpoint(tenant: Tenant): Hono {
  const app = new Hono()
  app.use('/oauth/token', allowKnownOrigins(tenant, 'POST'))
  app.post('/oauth/token', async (c) => {
    // RFC 6749, section 5.1.
    c.header('cache-control', 'no-store')
    c.header('pragma', 'no-cache')
    try {
      const { fields, facts } = await readFields(c)
      const credentials = readCredentials(c.req.header('authorization'), fields)
      return c.json(await grantToken(tenant, credentials, fields, facts))
    } catch (error) {
      return refuseProgram(c, error)
    }
  })
  return app
}

/** Auth0 takes form and JSON bodies. */
async function readFields(c: Context) {
  const isJson = (c.req.header('content-type') ?? '').startsWith('application/json')
  const facts = isJson ? { ...(await readFacts(c)), body: await readJson(c) } : await readFacts(c)
  const fields: { [name: string]: string } = {}
  for (const [name, value] of Object.entries(facts.body)) {
    if (Array.isArray(value))
      throw new OAuthError(400, 'invalid_request', `The parameter ${name} is repeated`)
    fields[name] = value
  }
  return { fields, facts }
}

async function readJson(c: Context): Promise<{ [name: string]: string }> {
  const body: unknown = await c.req.json().catch(() => undefined)
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new OAuthError(400, 'invalid_request', 'The body is not valid JSON')
  }
  return Object.fromEntries(
    Object.entries(body).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}
