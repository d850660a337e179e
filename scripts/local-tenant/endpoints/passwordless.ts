import { Hono } from 'hono'
import type { Context } from 'hono'
import type { JsonObject } from '../state.ts'
import type { RequestFacts, Tenant } from '../tenant.ts'
import { OAuthError } from '../service/oauth-error.ts'
import { startPasswordless } from '../service/passwordless-start.ts'
import { afterAnswer } from './after-answer.ts'
import { allowKnownOrigins } from './cors.ts'
import { refuseProgram } from './refuse-program.ts'
import { readFacts } from './request-facts.ts'

const START_PATH = '/passwordless/start'

/** The way in for applications that have pages of their own. */
export function passwordless(tenant: Tenant): Hono {
  const app = new Hono()
  app.use(START_PATH, allowKnownOrigins(tenant, 'POST'))
  app.post(START_PATH, async (c) => {
    c.header('cache-control', 'no-store')
    try {
      const facts = inItsLanguage(c, await readFacts(c))
      const { body, afterwards } = await startPasswordless(tenant, await readBody(c, facts), facts)
      if (afterwards !== undefined) afterAnswer(c, afterwards)
      return c.json(body)
    } catch (error) {
      return refuseProgram(c, error)
    }
  })
  return app
}

/** SDKs name the language of a message in a header of their own. */
function inItsLanguage(c: Context, facts: RequestFacts): RequestFacts {
  const language = c.req.header('x-request-language')?.trim()
  return language === undefined || language === '' ? facts : { ...facts, language }
}

/** Auth0 takes form and JSON bodies. */
async function readBody(c: Context, facts: RequestFacts): Promise<JsonObject> {
  if (!(c.req.header('content-type') ?? '').startsWith('application/json')) return facts.body
  const body: unknown = await c.req.json().catch(() => undefined)
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as JsonObject
  throw new OAuthError(400, 'bad.request', 'The body is not valid JSON')
}
