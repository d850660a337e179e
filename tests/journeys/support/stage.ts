import type { ManagementClient } from 'auth0'
import { clientNamed, managementOf } from '../../../scripts/demo/tenant-clients.ts'
import { trustingFetch } from '../../../scripts/demo/trusting-fetch.ts'
import type { RunningTenant } from '../../../scripts/local-tenant/start.ts'
import type { TenantState } from '../../../scripts/local-tenant/state.ts'
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
  let tenant: RunningTenant | undefined
  let management: ManagementClient | undefined
  let fetcher: typeof fetch | undefined
  /** The tenant at its start: apps know themselves from then on, and need not read all of it again. */
  let atStart: TenantState | undefined

  beforeAll(async () => {
    tenant = await workerTenant()
    fetcher = trustingFetch(tenant.caFile)
    atStart = await tenant.control.state()
    management = managementOf(atStart, tenant.origin, fetcher)
  }, 240_000)
  beforeEach(async () => {
    await ready(tenant).control.reset()
  })
  afterAll(async () => {
    await tenant?.stop()
  })

  return {
    get tenant() {
      return ready(tenant)
    },
    get origin() {
      return ready(tenant).origin
    },
    get management() {
      return ready(management)
    },
    get fetch() {
      return ready(fetcher)
    },
    async app(name = 'Demo App', origin = ready(tenant).origin) {
      const isKnown = ready(atStart).configuration.clients.some((client) => client.name === name)
      const state = isKnown ? ready(atStart) : await ready(tenant).control.state()
      return appOf(clientNamed(state, name), origin, ready(fetcher))
    },
    browser: () => httpBrowser(ready(fetcher)),
  }
}

function ready<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The tenant has not been started: use the stage inside a test.')
  return value
}
