import { preparedSnapshot } from '../../scripts/demo/prepared-tenant.ts'
import { createActionRuntime } from '../../scripts/local-tenant/actions-runtime/runtime.ts'
import { createTenantApp } from '../../scripts/local-tenant/host.ts'
import { createPhoneNetworks } from '../../scripts/local-tenant/phone-networks/app.ts'
import { settled } from '../../scripts/local-tenant/service/phone-deliveries.ts'
import { loadSnapshot } from '../../scripts/local-tenant/snapshot.ts'
import type { TenantState } from '../../scripts/local-tenant/state.ts'
import { DEFAULT_UNKNOWNS, type Tenant } from '../../scripts/local-tenant/tenant.ts'
import type { Clock } from '../../scripts/local-tenant/world.ts'
import { steppedClock } from './in-process-clock.ts'
import { quickEntropy } from './in-process-entropy.ts'
import { faultPlans, type FaultPlans } from './in-process-faults.ts'
import { inProcessOutside } from './in-process-outside.ts'
import { inProcessWorker } from './in-process-worker.ts'

const PORTS = { tenant: 3443, networks: 4443 }
const START = new Date('2026-03-02T09:00:00Z')
const root = process.cwd()

type Codes = 'by_our_rules' | 'to_anybody'

const ANY_PROVIDER = {
  ...{ id: 'phn_any', name: 'twilio', disabled: false, credentials: {} },
  configuration: { sid: `AC${'0'.repeat(32)}`, default_from: '+15005550006', delivery_methods: ['text'] },
}

/** A tenant with our Actions in this process: the same services, pages and Actions, without sockets and threads. */
export type InProcessTenant = {
  tenant: Tenant
  origin: string
  clock: Clock
  faults: FaultPlans
  /** From now on this says when each outside call of an Action begins; nothing does so again without it. */
  interleave(begin: ((task: () => Promise<Response>) => Promise<Response>) | undefined): void
  /** What a browser, an app or an admin asks the tenant with. */
  fetch: typeof fetch
  /** Waits until no text is on its way any more. */
  settled(): Promise<void>
  /**
   * Back to how it was imported. The configuration is not copied: nothing may write to it.
   * @param codes `to_anybody`: by the provider that the tenant had before ours
   * @param from how it was when it was kept, if not as imported
   */
  reset(codes?: Codes, from?: TenantState): Promise<void>
}

/** @param bundles code that Actions have instead of their own, by the Action's name */
export async function inProcessTenant(bundles: Record<string, string> = {}): Promise<InProcessTenant> {
  const config = {
    domain: `localhost:${PORTS.tenant}`,
    customDomains: [`127.0.0.1:${PORTS.tenant}`],
    name: 'local-tenant',
    phoneNetworks: `localhost:${PORTS.networks}`,
  }
  const { snapshotFile } = await preparedSnapshot()
  const imported = withBundles(await loadSnapshot(snapshotFile, config), bundles)
  const configurations = {
    by_our_rules: imported.configuration,
    to_anybody: { ...imported.configuration, phoneProviders: [ANY_PROVIDER] },
  }
  deepFreeze(configurations)

  const clock = steppedClock(START)
  const world = { clock, entropy: quickEntropy() }
  const faults = faultPlans()
  // Whole seconds: tokens tell time in seconds, and nothing shall hang on where within one it is.
  const wait = (milliseconds: number): void => clock.advance(Math.ceil(milliseconds / 1000))
  const runtime = createActionRuntime({
    state: () => tenant.state,
    world,
    packagesRoot: root,
    startWorker: (action) =>
      inProcessWorker(action, {
        clock,
        wait,
        outside: inProcessOutside({ serve: serveAction, faults, wait, crash: () => runtime.restart() }),
      }),
  })
  const tenant: Tenant = {
    config,
    world,
    state: freshState(imported),
    unknowns: { ...DEFAULT_UNKNOWNS },
    actions: runtime,
  }
  const app = createTenantApp(tenant)
  const networks = createPhoneNetworks(tenant)
  async function serve(request: Request): Promise<Response> {
    return new URL(request.url).host === config.phoneNetworks ? networks.fetch(request) : app.fetch(request)
  }

  let begin: ((task: () => Promise<Response>) => Promise<Response>) | undefined
  function serveAction(request: Request): Promise<Response> {
    return begin === undefined ? serve(request) : begin(() => serve(request))
  }

  return {
    tenant,
    origin: `https://${config.domain}`,
    clock,
    faults,
    interleave: (next) => void (begin = next),
    fetch: (input, init) => serve(new Request(input, init)),
    settled: async () => void (await settled(tenant)),
    async reset(codes: Codes = 'by_our_rules', from = imported) {
      faults.plan(undefined)
      await settled(tenant)
      clock.reset()
      tenant.unknowns = { ...DEFAULT_UNKNOWNS }
      tenant.state = { ...freshState(from), configuration: configurations[codes] }
      await runtime.reset()
    },
  }
}

function freshState({ configuration, keys, ...rest }: TenantState): TenantState {
  return { ...structuredClone({ ...rest, logs: [] }), configuration, keys }
}

function withBundles(state: TenantState, bundles: Record<string, string>): TenantState {
  const { actions, actionVersions } = state.configuration
  for (const [name, code] of Object.entries(bundles)) {
    const action = actions.find((each) => each.name === name)
    const version = actionVersions.find(({ id }) => id === action?.deployed_version_id)
    if (version === undefined) throw new Error(`The tenant has no Action named “${name}”.`)
    version.code = code
  }
  return state
}

function deepFreeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return
  Object.freeze(value)
  Object.values(value).forEach(deepFreeze)
}
