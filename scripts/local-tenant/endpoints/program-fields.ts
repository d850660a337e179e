import type { Context } from 'hono'
import { OAuthError } from '../service/oauth-error.ts'
import type { TokenFields } from '../service/token-grants.ts'
import type { RequestFacts } from '../tenant.ts'
import { readFacts } from './request-facts.ts'

/**
 * What a program has sent to an OAuth endpoint; Auth0 takes form and JSON bodies.
 *
 * @throws OAuthError when the body cannot be read, or names something twice
 */
export async function readProgramFields(c: Context): Promise<{ fields: TokenFields; facts: RequestFacts }> {
  const isJson = (c.req.header('content-type') ?? '').startsWith('application/json')
  const facts = isJson ? { ...(await readFacts(c)), body: await readJson(c) } : await readFacts(c)
  const fields: TokenFields = {}
  for (const [name, value] of Object.entries(facts.body)) {
    if (Array.isArray(value))
      throw new OAuthError(400, 'invalid_request', `The parameter ${name} is repeated`)
    fields[name] = value
  }
  return { fields, facts }
}

async function readJson(c: Context): Promise<TokenFields> {
  const body: unknown = await c.req.json().catch(() => undefined)
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new OAuthError(400, 'invalid_request', 'The body is not valid JSON')
  }
  return Object.fromEntries(
    Object.entries(body).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}
