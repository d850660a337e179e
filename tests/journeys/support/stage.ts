import type { ManagementClient } from 'auth0'
import { clientNamed, managementOf } from '../../../scripts/demo/tenant-clients.ts'
import { trustingFetch } from '../../../scripts/demo/trusting-fetch.ts'
import type { RunningTenant } from '../../../scripts/local-tenant/start.ts'
import { httpBrowser } from '../../support/login.ts'
import type { HttpBrowser } from '../../support/login.ts'
import { workerTenant } from '../../support/worker-tenant.ts'
import { appOf } from './app.ts'
import type { App } from './app.ts'

/** A tenant with our Actions in a process of its own, and what a journey needs to walk through it. */
export type Stage = {
  tenant: RunningTenant
  origin: string
  management: ManagementClient
  fetch: typeof fetch
  /** The app that takes part in phone linking, or the one of that name; at another host when asked. */
  app(name?: string, origin?: string): Promise<App>
  browser(): HttpBrowser
}

/** Call at the top of a test file: starts the tenant before the first test, resets it before each. */
export function useStage(): Stage {
  const stage = useOpenStage()
  beforeEach(() => stage.tenant.control.reset())
  return stage
}

/** Call at the top of a test file: starts the tenant before the first test, and leaves it as it is between them. */
export function useOpenStage(): Stage {
  let opened: Stage | undefined
  beforeAll(async () => {
    opened = await openStage()
  }, 240_000)
  afterAll(() => opened?.tenant.stop())

  const stage = (): Stage => {
    if (opened === undefined) throw new Error('The tenant has not been started: use the stage inside a test.')
    return opened
  }
  return {
    get tenant() {
      return stage().tenant
    },
    get origin() {
      return stage().origin
    },
    get management() {
      return stage().management
    },
    get fetch() {
      return stage().fetch
    },
    app: (name, origin) => stage().app(name, origin),
    browser: () => stage().browser(),
  }
}

async function openStage(): Promise<Stage> {
  const tenant = await workerTenant()
  const fetcher = trustingFetch(tenant.caFile)
  // Apps know themselves from now on, and need not read all of it again.
  const atStart = await tenant.control.state()
  return {
    ...{ tenant, origin: tenant.origin, fetch: fetcher },
    management: managementOf(atStart, tenant.origin, fetcher),
    async app(name = 'Demo App', origin = tenant.origin) {
      const isKnown = atStart.configuration.clients.some((client) => client.name === name)
      const state = isKnown ? atStart : await tenant.control.state()
      return appOf(clientNamed(state, name), origin, fetcher)
    },
    browser: () => httpBrowser(fetcher),
  }
}
