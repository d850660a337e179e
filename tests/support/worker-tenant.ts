import { TENANTS_VARIABLE, type TenantAddress } from '../../scripts/gates/tenant-addresses.ts'
import { createControlClient } from '../../scripts/local-tenant/control-client.ts'
import type { RunningTenant } from '../../scripts/local-tenant/start.ts'

/**
 * The tenant of the jest worker that this runs in, where the gate has started one for each: to start one takes longer
 * than many files of tests. Otherwise one of its own. It is as it was at its start, whatever another file has left.
 */
export async function workerTenant(): Promise<RunningTenant> {
  const there = JSON.parse(process.env[TENANTS_VARIABLE] ?? '[]') as TenantAddress[]
  const address = there[Number(process.env.JEST_WORKER_ID) - 1]
  if (address === undefined) return startOne()
  const control = createControlClient(address.controlOrigin)
  await control.reset()
  return {
    ...{ ...address, control },
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
