import { TENANTS_VARIABLE, type TenantAddress } from '../../scripts/gates/tenant-addresses.ts'
import { createControlClient } from '../../scripts/local-tenant/control-client.ts'
import type { RunningTenant } from '../../scripts/local-tenant/start.ts'

/**
 * The tenant of the jest worker that this runs in, where the gate has started one for each: to start one takes longer
 * than many files of tests. Otherwise one of its own. Whoever uses it resets it before each test.
 */
export async function workerTenant(): Promise<RunningTenant> {
  const there = JSON.parse(process.env[TENANTS_VARIABLE] ?? '[]') as TenantAddress[]
  const address = there[Number(process.env.JEST_WORKER_ID) - 1]
  if (address === undefined) return startOne()
  return {
    ...address,
    control: createControlClient(address.controlOrigin),
    stopped: new Promise(() => undefined),
    // The gate stops it: it is there for the files after this one.
    stop: () => Promise.resolve(),
  }
}

// What can import a tenant takes a while to load, and is seldom needed.
async function startOne(): Promise<RunningTenant> {
  const { startPreparedTenant } = await import('../../scripts/demo/prepared-tenant.ts')
  return startPreparedTenant()
}
