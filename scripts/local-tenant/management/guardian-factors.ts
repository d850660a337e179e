import { Hono } from 'hono'
import type { Tenant } from '../tenant.ts'
import { invalidUri } from './api-error.ts'
import { type ApiEnv, permit } from './bearer.ts'
import { boolean, readBody } from './body.ts'

const FACTORS = [
  ...['push-notification', 'sms', 'email', 'duo', 'otp'],
  ...['webauthn-roaming', 'webauthn-platform', 'recovery-code'],
]

/** Which factors are on. A new tenant has none. Source: Auth0 docs, secure/multi-factor-authentication. */
export function guardianFactorsApi(tenant: Tenant): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>()
  const factors = () => (tenant.state.configuration.guardianFactors ??= {})

  app.get('/guardian/factors', permit('read:guardian_factors'), (c) =>
    c.json(FACTORS.map((name) => ({ name, enabled: factors()[name] === true, trial_expired: false }))),
  )
  app.put('/guardian/factors/:name', permit('update:guardian_factors'), async (c) => {
    const name = c.req.param('name')
    if (!FACTORS.includes(name)) throw invalidUri(name)
    const { enabled } = await readBody(c, { required: ['enabled'], properties: { enabled: boolean } })
    factors()[name] = enabled === true
    return c.json({ enabled: enabled === true })
  })
  return app
}
