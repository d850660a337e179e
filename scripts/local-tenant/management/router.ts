import { Hono } from 'hono'
import type { Tenant } from '../tenant.ts'

/** The Management API (v2) of the tenant, to be mounted at `/api/v2`. */
export function managementApi(tenant: Tenant): Hono {
  void tenant
  return new Hono()
}
