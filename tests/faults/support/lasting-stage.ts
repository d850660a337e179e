import { clientNamed, managementOf } from '../../../scripts/demo/tenant-clients.ts'
import { trustingFetch } from '../../../scripts/demo/trusting-fetch.ts'
import { appOf } from '../../journeys/support/app.ts'
import type { Stage } from '../../journeys/support/stage.ts'
import { httpBrowser } from '../../support/login.ts'
import { workerTenant } from '../../support/worker-tenant.ts'

/** Seconds until a network has forgotten what it has sent, and the tenant whom it has let try. */
const A_WHILE = 15 * 60

export type LastingStage = Stage & {
  /** Everybody is gone, and a while has passed. */
  begin: () => Promise<void>
}

/**
 * Call at the top of a test file: a tenant that is reset once and then stays as the tests have set it up, since Actions
 * that are deployed or loaded anew take longer than a journey. Each test begins with nobody there.
 */
export function useLastingStage(): LastingStage {
  let opened: Stage | undefined
  const stage = (): Stage => {
    if (opened === undefined) throw new Error('The tenant has not been started: use the stage inside a test.')
    return opened
  }

  beforeAll(async () => {
    opened = await openStage()
    await opened.tenant.control.reset()
  }, 240_000)
  beforeEach(begin)
  afterAll(() => opened?.tenant.stop())

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
    begin,
  }

  async function begin(): Promise<void> {
    const { tenant, management } = stage()
    await tenant.control.clearFaults()
    await tenant.control.advanceClock(A_WHILE)
    const { data: users } = await management.users.list()
    for (const { user_id = '' } of users) await management.users.delete(user_id)
  }
}

async function openStage(): Promise<Stage> {
  const tenant = await workerTenant()
  const fetcher = trustingFetch(tenant.caFile)
  const atStart = await tenant.control.state()
  return {
    ...{ tenant, origin: tenant.origin, fetch: fetcher },
    management: managementOf(atStart, tenant.origin, fetcher),
    app: (name = 'Demo App', origin = tenant.origin) =>
      Promise.resolve(appOf(clientNamed(atStart, name), origin, fetcher)),
    browser: () => httpBrowser(fetcher),
  }
}
