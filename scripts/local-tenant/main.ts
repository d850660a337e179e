import { getRequestListener, type HttpBindings } from '@hono/node-server'
import { Command } from 'commander'
import { join } from 'node:path'
import { createActionRuntime } from './actions-runtime/runtime.ts'
import { baseTenant } from './base-tenant.ts'
import { createCallLog } from './call-log.ts'
import { localCertificates } from './certificates.ts'
import { createControlApp } from './control.ts'
import { applyFault, createFaults } from './faults.ts'
import { createTenantApp } from './host.ts'
import { close, listen } from './listen.ts'
import { loadSnapshot, saveSnapshot } from './snapshot.ts'
import { DEFAULT_UNKNOWNS, type Tenant, type TenantConfig } from './tenant.ts'
import { hostClock, systemEntropy, type World } from './world.ts'

// The local tenant's process: TLS in front of the tenant, the control interface beside it. Only the line that says
// it is ready goes to stdout; whoever started it waits for that.

type Options = {
  port: number
  controlPort: number
  snapshot?: string
  customDomain: string[]
  stopWithStdin: boolean
}

const root = join(import.meta.dirname, '..', '..')

const command = new Command('local-tenant')
  .option('--port <port>', 'HTTPS port; 0 for any free one', Number, 0)
  .option('--control-port <port>', 'port of the control interface; 0 for any free one', Number, 0)
  .option('--snapshot <file>', 'start from this saved tenant instead of the base tenant')
  .option('--custom-domain <host...>', 'further hosts that serve this tenant', [])
  .option('--stop-with-stdin', 'stop when stdin is closed, so that no orphan outlives its parent', false)

run(command.parse().opts<Options>()).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})

async function run(options: Options): Promise<void> {
  const world: World = { clock: hostClock(), entropy: systemEntropy }
  const certificates = await localCertificates(join(root, '.cache'))
  const calls = createCallLog(world)
  const faults = createFaults()

  // The tenant's name contains its port, so the port is taken first and the tenant comes after.
  let handle: (request: Request, env: HttpBindings) => Promise<Response> = () =>
    Promise.resolve(new Response('Starting.', { status: 503 }))
  const tenantServer = await listen(
    options.port,
    getRequestListener((request, env) => handle(request, env as HttpBindings)),
    certificates,
  )
  const config: TenantConfig = {
    domain: `localhost:${tenantServer.port}`,
    customDomains: options.customDomain.map((host) =>
      host.includes(':') ? host : `${host}:${tenantServer.port}`,
    ),
    name: 'local-tenant',
  }
  const runtime = createActionRuntime({
    state: () => tenant.state,
    world,
    packagesRoot: root,
    onPort: (port) => calls.addActionPort(port),
  })
  const state = options.snapshot
    ? await loadSnapshot(options.snapshot, config)
    : await baseTenant(config, world)
  const tenant: Tenant = { config, world, state, unknowns: { ...DEFAULT_UNKNOWNS }, actions: runtime }
  const app = createTenantApp(tenant)

  handle = async (request, env) => {
    const started = performance.now()
    const { pathname: path } = new URL(request.url)
    const { method } = request
    const { socket } = env.incoming
    const record = calls.begin(socket.remotePort)
    let dropped = false
    const sent = faults.looksAtBodies() ? await request.clone().text() : ''
    const fault = faults.take(method, path, sent)
    const response = await applyFault(
      fault,
      async () => {
        const answer = await app.fetch(request, env)
        // Before the answer, or its loss, can reach the Action.
        if (fault?.kill === true) await runtime.restart()
        return answer
      },
      () => {
        dropped = true
        socket.destroy()
      },
    )
    const status = dropped ? 0 : response.status
    record({ method, path, status, ms: performance.now() - started })
    return response
  }

  const control = createControlApp({
    tenant,
    runtime,
    faults,
    calls,
    initialState: structuredClone(tenant.state),
    saveSnapshot: (file) => saveSnapshot(file, tenant),
  })
  const controlServer = await listen(options.controlPort, getRequestListener(control.fetch))

  const stop = async (): Promise<void> => {
    await Promise.all([close(tenantServer.server), close(controlServer.server), runtime.stop()])
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop())
  if (options.stopWithStdin) process.stdin.once('close', () => void stop()).resume()

  const ready = {
    ready: true,
    origin: `https://${config.domain}`,
    control: `http://127.0.0.1:${controlServer.port}`,
    node: process.versions.node,
  }
  process.stdout.write(`${JSON.stringify(ready)}\n`)
}
