import { Hono } from 'hono'
import type { Tenant } from '../tenant.ts'

export function configurationApi(tenant: Tenant): Hono {
  void tenant
  return new Hono()
}
