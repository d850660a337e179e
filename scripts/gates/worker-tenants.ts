import { availableParallelism } from 'node:os'

import { startPreparedTenant } from '../demo/prepared-tenant.ts'
import type { Progress } from '../demo/progress.ts'
import type { RunningTenant } from '../local-tenant/start.ts'
import { TENANTS_VARIABLE, type TenantAddress } from './tenant-addresses.ts'

let started: Promise<RunningTenant[]> | undefined

/**
 * Starts a tenant for each of jest's workers, unless they are there already, and gives what tests find and trust them
 * by.
 *
 * @param workers how many there are; as many as processors, unless they mostly wait
 */
export async function startWorkerTenants(
  workers: number = availableParallelism(),
  options: { progress?: Progress } = {},
): Promise<NodeJS.ProcessEnv> {
  started ??= startTenants(workers, options)
  const [first] = await started
  const addresses: TenantAddress[] = (await started).map(
    ({ origin, controlOrigin, phoneNetworksOrigin, caFile, node }) => ({
      ...{ origin, controlOrigin, phoneNetworksOrigin, caFile, node },
    }),
  )
  return {
    [TENANTS_VARIABLE]: JSON.stringify(addresses),
    ...(first === undefined ? {} : { NODE_EXTRA_CA_CERTS: first.caFile }),
  }
}

// What is imported is imported by the first; the others find it there.
async function startTenants(count: number, options: { progress?: Progress }): Promise<RunningTenant[]> {
  const first = await startPreparedTenant(options)
  const others = Array.from({ length: count - 1 }, () => startPreparedTenant())
  return [first, ...(await Promise.all(others))]
}

/** Stops them: they would keep the process that started them alive. */
export async function stopWorkerTenants(): Promise<void> {
  const tenants = await started?.catch(() => [])
  started = undefined
  await Promise.all((tenants ?? []).map((tenant) => tenant.stop()))
}
