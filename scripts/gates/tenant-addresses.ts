import type { RunningTenant } from '../local-tenant/start.ts'

/** Names the environment variable that tells tests which tenants are there: JSON, one for each of jest's workers. */
export const TENANTS_VARIABLE = 'PHONE_LINKING_TENANTS'

/** Where a started tenant is. */
export type TenantAddress = Pick<
  RunningTenant,
  'origin' | 'controlOrigin' | 'phoneNetworksOrigin' | 'caFile' | 'node'
>
