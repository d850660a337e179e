import { Hono } from 'hono'
import type { Tenant } from '../tenant.ts'
import { describeIssuer } from '../service/discovery.ts'
import { publicKeys } from '../service/signing.ts'
import { allowAnyOrigin } from './cors.ts'
import { hostOf } from './request-facts.ts'

export function wellKnown(tenant: Tenant): Hono {
  const app = new Hono()
  app.use('/.well-known/*', allowAnyOrigin)
  app.get('/.well-known/openid-configuration', (c) => c.json(describeIssuer(hostOf(c))))
  app.get('/.well-known/jwks.json', (c) => c.json(publicKeys(tenant)))
  return app
}
