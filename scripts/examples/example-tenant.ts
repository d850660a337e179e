import { startPreparedTenant } from '../demo/prepared-tenant.ts'
import { consoleProgress } from '../demo/progress.ts'
import { clientNamed, managementOf } from '../demo/tenant-clients.ts'
import { trustingFetch } from '../demo/trusting-fetch.ts'
import { enableClient } from './enable-client.ts'

/** A local tenant for one example, and what the example's program needs to know of it. */
export type ExampleTenant = {
  /** For the program's environment. */
  environment: Record<string, string>
  /** A page of the codes that the tenant "sent". */
  inbox: string
  stop(): Promise<void>
}

/** Starts the local tenant as the demo does, with this application taking part. */
export async function startExampleTenant(
  port: number,
  clientName: string,
  way: 'browser' | 'otp',
): Promise<ExampleTenant> {
  const progress = consoleProgress(process.stderr)
  const tenant = await startPreparedTenant({ port, progress })
  const state = await tenant.control.state()
  const { client_id } = clientNamed(state, clientName)
  await enableClient(managementOf(state, tenant.origin, trustingFetch(tenant.caFile)), client_id, way)
  progress.done(`Tenant on ${tenant.origin}`)
  return {
    environment: {
      EXAMPLE_DOMAIN: new URL(tenant.origin).host,
      EXAMPLE_CLIENT_ID: client_id,
      NODE_EXTRA_CA_CERTS: tenant.caFile,
    },
    inbox: `${tenant.controlOrigin}/inbox`,
    stop: () => tenant.stop(),
  }
}
