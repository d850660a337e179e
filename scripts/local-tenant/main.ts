import { getRequestListener, type HttpBindings } from '@hono/node-server'
import { Command, Option } from 'commander'
import { join } from 'node:path'
import { createActionRuntime } from './actions-runtime/runtime.ts'
import { baseTenant } from './base-tenant.ts'
import { createCallLog } from './call-log.ts'
import { localCertificates } from './certificates.ts'
import { createControlApp } from './control.ts'
import { createFaults } from './faults.ts'
import { createHistory } from './history.ts'
import { createTenantApp } from './host.ts'
import { close, listen } from './listen.ts'
import { createPhoneNetworks } from './phone-networks/app.ts'
import { networksOf } from './phone-networks/networks-of.ts'
import { limitRates } from './rate-limits/limit-rates.ts'
import { type Plan, PLANS } from './rate-limits/plans.ts'
import { recorderOfEnvironment } from './recording/recorder.ts'
import { loadSnapshot, saveSnapshot } from './snapshot.ts'
import { DEFAULT_UNKNOWNS, type Tenant, type TenantConfig } from './tenant.ts'
import { watched } from './watched.ts'
import { hostClock, systemEntropy, type World } from './world.ts'

// The local tenant's process: TLS in front of the tenant and of the phone networks, the control interface beside them.
// Only the line that says it is ready goes to stdout; whoever started it waits for that.

type Options = {
  port: number
  controlPort: number
  networksPort: number
  snapshot?: string
  customDomain: string[]
  plan?: Plan
  packagesRoot: string
  stopWithStdin: boolean
}

const root = join(import.meta.dirname, '..', '..')

const command = new Command('local-tenant')
  .option('--port <port>', 'HTTPS port; 0 for any free one', Number, 0)
  .option('--control-port <port>', 'port of the control interface; 0 for any free one', Number, 0)
  .option('--networks-port <port>', 'HTTPS port of the phone networks; 0 for any free one', Number, 0)
  .option('--snapshot <file>', 'start from this saved tenant instead of the base tenant')
  .option('--custom-domain <host...>', 'further hosts that serve this tenant', [])
  .addOption(new Option('--plan <plan>', 'limit requests as Auth0 does on this plan').choices(PLANS))
  .option('--packages-root <folder>', 'where node_modules with the dependencies of Actions is', root)
  .option('--stop-with-stdin', 'stop when stdin is closed, so that no orphan outlives its parent', false)

run(command.parse().opts<Options>()).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})

type Handler = (request: Request, env: HttpBindings) => Promise<Response>

async function run(options: Options): Promise<void> {
  const world: World = { clock: hostClock(), entropy: systemEntropy }
  const certificates = await localCertificates(join(root, '.cache'))
  const calls = createCallLog(world)
  const faults = createFaults()

  // The tenant's name contains its port, and so do secrets of its Actions that name a network: the ports are taken
  // first and the tenant comes after.
  const open = async (port: number) => {
    let handle: Handler = () => Promise.resolve(new Response('Starting.', { status: 503 }))
    const opened = await listen(
      port,
      getRequestListener((request, env) => handle(request, env as HttpBindings)),
      certificates,
    )
    return { ...opened, serve: (by: Handler) => void (handle = by) }
  }
  const tenantServer = await open(options.port)
  const networksServer = await open(options.networksPort)
  const config: TenantConfig = {
    domain: `localhost:${tenantServer.port}`,
    customDomains: options.customDomain.map((host) =>
      host.includes(':') ? host : `${host}:${tenantServer.port}`,
    ),
    name: 'local-tenant',
    phoneNetworks: `localhost:${networksServer.port}`,
  }
  const { recorder } = recorderOfEnvironment()
  const runtime = createActionRuntime({
    state: () => tenant.state,
    world,
    packagesRoot: options.packagesRoot,
    onPort: (port) => calls.addActionPort(port),
    onRun: ({ trigger, handler, event }) => recorder?.write({ kind: 'event', trigger, handler, event }),
  })
  const state = options.snapshot
    ? await loadSnapshot(options.snapshot, config)
    : await baseTenant(config, world)
  const tenant: Tenant = {
    ...{ config, world, state, unknowns: { ...DEFAULT_UNKNOWNS }, actions: runtime },
    ...(recorder === undefined ? {} : { recorder }),
  }
  limitRates(tenant, { plan: options.plan ?? null })
  // Their credentials stay the same whatever is reset.
  networksOf(tenant)

  const history = createHistory(tenant)
  const watch = { tenant, calls, faults, history, restart: () => runtime.restart() }
  tenantServer.serve(watched(createTenantApp(tenant), watch))
  networksServer.serve(watched(createPhoneNetworks(tenant), watch))

  const control = createControlApp({
    tenant,
    runtime,
    faults,
    calls,
    history,
    initialState: structuredClone(tenant.state),
    ...(options.plan === undefined ? {} : { initialPlan: options.plan }),
    saveSnapshot: (file) => saveSnapshot(file, tenant),
  })
  const controlServer = await listen(options.controlPort, getRequestListener(control.fetch))

  const stop = async (): Promise<void> => {
    const servers = [tenantServer, networksServer, controlServer]
    await Promise.all([...servers.map(({ server }) => close(server)), runtime.stop()])
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop())
  if (options.stopWithStdin) process.stdin.once('close', () => void stop()).resume()

  const ready = {
    ready: true,
    origin: `https://${config.domain}`,
    control: `http://127.0.0.1:${controlServer.port}`,
    phoneNetworks: `https://localhost:${networksServer.port}`,
    node: process.versions.node,
  }
  process.stdout.write(`${JSON.stringify(ready)}\n`)
}
