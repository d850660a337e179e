import { Hono } from 'hono'

/** Ways to exchange a code that the token endpoint has taken the place of. */
const RETIRED = ['/oauth/ro', '/passwordless/verify']

/**
 * Tenants that were made after June 8, 2017 do not have these; what they answer is in reports of the SDKs alone.
 * Sources: Auth0 docs, api/authentication/passwordless/verify; auth0/node-auth0 issues 244, 273; auth0/auth0-PHP 280.
 */
export function legacyPasswordless(): Hono {
  const app = new Hono()
  for (const path of RETIRED) app.all(path, (c) => c.text('Not Found', 404))
  return app
}
