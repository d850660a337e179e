import { startPreparedTenant } from '../demo/prepared-tenant.ts'
import type { Progress } from '../demo/progress.ts'
import type { TenantAddress } from '../gates/tenant-addresses.ts'
import { TENANTS_VARIABLE } from '../gates/tenant-addresses.ts'

export type Tenants = {
  /** What tests find them by, and trust them by. */
  environment: NodeJS.ProcessEnv
  stop: () => Promise<void>
}

/** Starts a tenant for each of jest's workers: they wait for time limits, so there are more of them than processors. */
export async function startTenants(count: number, progress: Progress): Promise<Tenants> {
  const first = await startPreparedTenant({ progress })
  const others = await Promise.all(Array.from({ length: count - 1 }, () => startPreparedTenant()))
  const tenants = [first, ...others]
  const addresses: TenantAddress[] = tenants.map(
    ({ origin, controlOrigin, phoneNetworksOrigin, caFile, node }) => ({
      ...{ origin, controlOrigin, phoneNetworksOrigin, caFile, node },
    }),
  )
  return {
    environment: { [TENANTS_VARIABLE]: JSON.stringify(addresses), NODE_EXTRA_CA_CERTS: first.caFile },
    stop: async () => void (await Promise.all(tenants.map((tenant) => tenant.stop()))),
  }
}
