import { availableParallelism } from 'node:os'

import { startPreparedTenant } from '../demo/prepared-tenant.ts'
import type { RunningTenant } from '../local-tenant/start.ts'
import { TENANTS_VARIABLE, type TenantAddress } from './tenant-addresses.ts'

let started: Promise<RunningTenant[]> | undefined

/** Starts a tenant for each of jest's workers, unless they are there already, and gives what tests find them by. */
export async function startWorkerTenants(): Promise<NodeJS.ProcessEnv> {
  started ??= Promise.all(Array.from({ length: availableParallelism() }, () => startPreparedTenant()))
  const addresses: TenantAddress[] = (await started).map(
    ({ origin, controlOrigin, phoneNetworksOrigin, caFile, node }) => ({
      ...{ origin, controlOrigin, phoneNetworksOrigin, caFile, node },
    }),
  )
  return { [TENANTS_VARIABLE]: JSON.stringify(addresses) }
}

/** Stops them: they would keep the process that started them alive. */
export async function stopWorkerTenants(): Promise<void> {
  const tenants = await started?.catch(() => [])
  started = undefined
  await Promise.all((tenants ?? []).map((tenant) => tenant.stop()))
}
