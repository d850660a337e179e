import { Hono } from 'hono'
import type { Context } from 'hono'
import { authenticationLimits } from './endpoints/authentication-limits.ts'
import { authorization } from './endpoints/authorize.ts'
import { logout } from './endpoints/logout.ts'
import { isOwnHost, hostOf } from './endpoints/request-facts.ts'
import { consent } from './endpoints/consent.ts'
import { customPrompt } from './endpoints/custom-prompt.ts'
import { legacyPasswordless } from './endpoints/legacy-passwordless.ts'
import { passwordless } from './endpoints/passwordless.ts'
import { secondFactor } from './endpoints/second-factor.ts'
import { revokeEndpoint } from './endpoints/revoke.ts'
import { tokenEndpoint } from './endpoints/token.ts'
import { universalLogin } from './endpoints/universal-login.ts'
import { userinfoEndpoint } from './endpoints/userinfo.ts'
import { wellKnown } from './endpoints/well-known.ts'
import { managementApi } from './management/router.ts'
import { recordAnswers } from './recording/record-answers.ts'
import type { Tenant } from './tenant.ts'

const PARTS = [
  ...[authorization, universalLogin, customPrompt, secondFactor, consent],
  ...[passwordless, legacyPasswordless, tokenEndpoint, revokeEndpoint, userinfoEndpoint, wellKnown, logout],
]

/** Every route of the tenant, for its canonical host and its custom domains; TLS and faults are around it. */
export function createTenantApp(tenant: Tenant): Hono {
  const app = new Hono()
  // Issuer and callbacks follow the host, so a made-up one must never be taken for ours.
  app.use('*', async (c: Context, next) => {
    if (!isOwnHost(tenant, hostOf(c))) return c.text('Not Found', 404)
    return next()
  })
  app.onError((error, c) => {
    console.error(error)
    return c.json({ error: 'server_error', error_description: 'Internal Server Error' }, 500)
  })
  app.use('*', recordAnswers(tenant, 'authentication'))
  app.use('*', authenticationLimits(tenant))
  for (const part of PARTS) app.route('/', part(tenant))
  app.route('/api/v2', managementApi(tenant))
  return app
}
