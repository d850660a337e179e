import { inProcessTenant } from '../support/in-process-tenant.ts'
import type { InProcessTenant } from '../support/in-process-tenant.ts'
import { httpBrowser } from '../support/login.ts'
import { appOf } from '../journeys/support/app.ts'
import { fieldOf } from '../journeys/support/steps.ts'
import { clientNamed } from '../../scripts/demo/tenant-clients.ts'

// The sequences are worth as much as the tenant that they are played on.
let tenant: InProcessTenant
beforeAll(async () => {
  tenant = await inProcessTenant()
}, 240_000)
beforeEach(() => tenant.reset())

/** Adds a phone up to the way back, which is opened as the last thing. */
async function addPhone() {
  const app = appOf(clientNamed(tenant.tenant.state, 'Demo App'), tenant.origin, tenant.fetch)
  const browser = httpBrowser(tenant.fetch)
  const code = async (to: string): Promise<string> => {
    await tenant.settled()
    return tenant.tenant.state.inbox.findLast((message) => message.to === to)?.code ?? 'none'
  }
  const attempt = app.start({ 'ext-phone': 'add' })
  let page = await browser.open(attempt.url)
  for (const [field, value] of [
    ['email', 'ada@example.com'],
    ['tel', '+447400123456'],
  ] as const) {
    page = await browser.submit(page, { [fieldOf(page, field)]: value })
    const isContinue = (url: URL) => url.pathname === '/continue'
    page = await browser.submit(page, { [fieldOf(page, 'one-time-code')]: await code(value) }, isContinue)
  }
  return { app, attempt, open: () => browser.open(page.url) }
}

const phones = () =>
  tenant.tenant.state.users.flatMap(({ user_id, identities }) =>
    identities.filter(({ provider }) => provider === 'sms').map(() => user_id.split('|')[0]),
  )
const notLinked = ['sms']
const linked = ['email']

test('a phone is linked by the built Actions, and the page that says so is shown', async () => {
  const { open } = await addPhone()
  expect((await open()).html).toContain('56')
  expect(phones()).toEqual(linked)
})

test.each([
  ['crash_before', 3, notLinked],
  ['crash_after', 3, linked],
] as const)('an Action is ended for good by %s', async (fault, spared, expected) => {
  const { app, attempt, open } = await addPhone()
  // The keys were fetched before: the code exchange and the Management token come first, the link is the third.
  tenant.faults.plan({ fault, spared: spared - 1, times: 1 })
  const outcome = await app.finish(attempt, await open())
  expect(outcome).toMatchObject({ error: 'access_denied', description: 'The tenant was stopped.' })
  expect(phones()).toEqual(expected)
})

test('waiting takes the tenant’s time and none of ours', async () => {
  const { open } = await addPhone()
  const before = tenant.clock.now().getTime()
  const started = performance.now()
  tenant.faults.plan({ fault: 'timeout_after', spared: 2, times: 1 })
  await open()
  expect(tenant.clock.now().getTime() - before).toBe(3000)
  expect(performance.now() - started).toBeLessThan(2500)
  expect(phones()).toEqual(linked)
})

test('nothing writes to the configuration, which resets do not copy', () => {
  const { configuration } = tenant.tenant.state
  expect(Object.isFrozen(configuration.actionVersions[0])).toBe(true)
  expect(Object.isFrozen(configuration.tenantSettings)).toBe(true)
})
