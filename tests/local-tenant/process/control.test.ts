import { createActionRuntime } from '../../../scripts/local-tenant/actions-runtime/runtime.ts'
import { createCallLog } from '../../../scripts/local-tenant/call-log.ts'
import { createControlApp } from '../../../scripts/local-tenant/control.ts'
import { createHistory } from '../../../scripts/local-tenant/history.ts'
import { createFaults } from '../../../scripts/local-tenant/faults.ts'
import type { Plan } from '../../../scripts/local-tenant/rate-limits/plans.ts'
import type { InboxMessage, TenantState } from '../../../scripts/local-tenant/state.ts'
import { DEFAULT_UNKNOWNS, type Tenant } from '../../../scripts/local-tenant/tenant.ts'
import { hostClock, systemEntropy } from '../../../scripts/local-tenant/world.ts'

const message = (to: string, channel: 'sms' | 'email'): InboxMessage => ({
  id: to,
  channel,
  to,
  from: 'us',
  text: 'hello',
  client_id: 'app',
  at: '2026-01-01T00:00:00.000Z',
})

function controlled(initialPlan?: Plan) {
  const state = { inbox: [message('a@example.com', 'email'), message('+49', 'sms')], logs: [] }
  const world = { clock: hostClock(), entropy: systemEntropy }
  const runtime = createActionRuntime({ state: () => tenant.state, world, packagesRoot: '.' })
  const tenant: Tenant = {
    config: { domain: 'localhost:1', customDomains: [], name: 'local-tenant' },
    world,
    state: state as unknown as TenantState,
    unknowns: { ...DEFAULT_UNKNOWNS },
    actions: runtime,
  }
  const [faults, calls] = [createFaults(), createCallLog(world)]
  const history = createHistory(tenant)
  const saved: string[] = []
  const app = createControlApp({
    ...{ tenant, runtime, faults, calls, history },
    initialState: structuredClone(tenant.state),
    ...(initialPlan === undefined ? {} : { initialPlan }),
    saveSnapshot: (file) => void saved.push(file),
  })
  const send = (method: string, path: string, body?: object, headers = {}) =>
    app.request(`http://127.0.0.1:1${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) })
  return { tenant, faults, calls, history, saved, app, send }
}

describe('the control interface', () => {
  test.each([
    ['/inbox', 2],
    ['/inbox?channel=sms', 1],
    ['/inbox?to=a%40example.com', 1],
    ['/inbox?to=a%40example.com&channel=sms', 0],
  ])('%s gives %i messages', async (path, count) => {
    const response = await controlled().send('GET', path)
    expect(await response.json()).toHaveLength(count)
  })

  test('a browser is given the inbox as a page, newest first', async () => {
    const { send } = controlled()
    for (const [path, accept] of [
      ['/inbox', 'text/html,application/xhtml+xml,*/*;q=0.8'],
      ['/inbox.html', '*/*'],
    ] as const) {
      const response = await send('GET', path, undefined, { accept })
      expect(response.headers.get('content-type')).toContain('text/html')
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
      const html = await response.text()
      expect(html.indexOf('+49')).toBeGreaterThan(-1)
      expect(html.indexOf('+49')).toBeLessThan(html.indexOf('a@example.com'))
      expect(html).toMatch(/<html lang="en"/)
      expect(html).not.toContain('<script')
    }
  })

  test.each(['*/*', 'application/json'])(
    'a program that takes %s is given the inbox as JSON',
    async (accept) => {
      const response = await controlled().send('GET', '/inbox', undefined, { accept })
      expect(await response.json()).toHaveLength(2)
    },
  )

  test('the inbox page can be narrowed, and its reloading stopped', async () => {
    const { send } = controlled()
    const live = await (await send('GET', '/inbox.html?channel=sms')).text()
    expect(live).toContain('<meta http-equiv="refresh" content="5">')
    expect(live).not.toContain('a@example.com')
    expect(live).toContain('href="/inbox.html?channel=sms&amp;refresh=off"')
    const still = await (await send('GET', '/inbox.html?channel=sms&refresh=off')).text()
    expect(still).not.toContain('http-equiv')
    expect(await (await send('GET', '/inbox.html?to=nobody')).text()).toContain('No messages yet.')
    expect(still).toContain('href="/inbox.html?channel=sms"')
  })

  test('T20 whatever a message says is text on the inbox page', async () => {
    const { tenant, send } = controlled()
    const markup = `"><script>alert('1')</script><b>`
    tenant.state.inbox = [
      { ...message(markup, 'email'), from: markup, subject: markup, text: markup, at: markup },
    ]
    const html = await (await send('GET', '/inbox.html')).text()
    expect(html).not.toContain('<script')
    expect(html).not.toContain('<b>')
    expect(html.match(/&lt;script&gt;/g)).toHaveLength(6)
  })

  test('the inbox page brings its own style', async () => {
    const { send } = controlled()
    const href = /rel="stylesheet" href="([^"]+)"/.exec(await (await send('GET', '/inbox.html')).text())?.[1]
    expect((await send('GET', href ?? '/none')).headers.get('content-type')).toContain('text/css')
  })

  test('a reset takes back state, clock, faults, rate limit, unknowns and calls', async () => {
    const { tenant, faults, calls, send } = controlled()
    tenant.state.inbox.pop()
    await send('POST', '/clock', { advance: 600 })
    await send('POST', '/faults', { rules: [{ path: '/x', status: 500 }] })
    await send('POST', '/unknowns', { sessionAfterNestedLogin: 'inner' })
    await send('POST', '/rate-limit', { perSecond: 2 })
    calls.begin(1)({ method: 'GET', path: '/api/v2/users', status: 200, ms: 1 })
    expect([tenant.world.clock.offset(), tenant.unknowns.sessionAfterNestedLogin]).toEqual([600_000, 'inner'])
    expect((await send('POST', '/reset')).status).toBe(204)
    expect(tenant.state.inbox).toHaveLength(2)
    expect(tenant.world.clock.offset()).toBe(0)
    expect(tenant.unknowns).toEqual(DEFAULT_UNKNOWNS)
    expect(tenant.managementRateLimit).toBeUndefined()
    expect(faults.take('GET', '/x')).toBeNull()
    expect(calls.list()).toEqual([])
  })

  test('a state that was reset can be changed and reset again', async () => {
    const { tenant, send } = controlled()
    for (let round = 0; round < 2; round++) {
      tenant.state.inbox.length = 0
      await send('POST', '/reset')
      expect(tenant.state.inbox).toHaveLength(2)
    }
  })

  test('calls of Actions are told from others by the port they come from', () => {
    const { calls } = controlled()
    calls.begin(5001)({ method: 'POST', path: '/oauth/token', status: 200, ms: 1 })
    calls.begin(5002)({ method: 'POST', path: '/oauth/token', status: 200, ms: 1 })
    calls.begin(5001)({ method: 'GET', path: '/authorize', status: 302, ms: 1 })
    calls.addActionPort(5001)
    expect(calls.list().map(({ path, from_action }) => [path, from_action])).toEqual([
      ['/oauth/token', true],
      ['/oauth/token', false],
    ])
  })

  test('a call that began before a reset is not remembered after it', async () => {
    const { calls, send } = controlled()
    const finish = calls.begin(5001)
    await send('POST', '/reset')
    finish({ method: 'POST', path: '/oauth/token', status: 200, ms: 9000 })
    expect(calls.list()).toEqual([])
  })

  test('a rate limit is set and taken away', async () => {
    const { tenant, send } = controlled()
    await send('POST', '/rate-limit', { perSecond: 2 })
    expect(tenant.managementRateLimit?.take(0, 'window').limit).toBe(2)
    expect((await send('POST', '/rate-limit', { perSecond: null })).status).toBe(204)
    expect(tenant.managementRateLimit).toBeUndefined()
  })

  test('limits of a plan are set, of one API alone as well, and taken away', async () => {
    const { tenant, send } = controlled()
    await send('POST', '/rate-limit', { plan: 'free' })
    expect(tenant.planLimits).toMatchObject({ plan: 'free', apis: ['management', 'authentication'] })
    await send('POST', '/rate-limit', { plan: 'enterprise', apis: ['management'] })
    expect(tenant.planLimits).toMatchObject({ plan: 'enterprise', apis: ['management'] })
    expect((await send('POST', '/rate-limit', { plan: null })).status).toBe(204)
    expect(tenant.planLimits).toBeUndefined()
  })

  test.each([[undefined], ['professional' as const]])(
    'a reset goes back to the plan of the start: %s',
    async (plan) => {
      const { tenant, send } = controlled(plan)
      await send('POST', '/rate-limit', { plan: 'free' })
      await send('POST', '/reset')
      expect(tenant.planLimits?.plan).toBe(plan)
    },
  )

  test('the tenant can be again what it was after each call that changed it, and no other', async () => {
    const { tenant, history, send } = controlled()
    const logged = async (changes: number) => {
      expect((await send('POST', '/history/state', { changes })).status).toBe(204)
      return tenant.state.logs.length
    }
    const call = (method: string, path: string) => {
      tenant.state.logs = [...tenant.state.logs, { log_id: 'x', date: '', type: 'sapi', description: '' }]
      history.note(method, path)
    }
    const before = tenant.state.logs.length
    await send('POST', '/history')
    call('POST', '/api/v2/clients')
    call('GET', '/api/v2/clients')
    call('POST', '/oauth/token')
    call('DELETE', '/api/v2/clients/1')
    expect(await (await send('DELETE', '/history')).json()).toEqual({ states: 3 })
    call('POST', '/api/v2/clients')
    expect([await logged(0), await logged(1), await logged(2)]).toEqual([before, before + 1, before + 4])
    expect((await send('POST', '/history/state', { changes: 3 })).status).toBe(400)
  })

  test('a snapshot is saved where it is asked for', async () => {
    const { saved, send } = controlled()
    await send('POST', '/snapshot', { file: '/a/file.json' })
    expect(saved).toEqual(['/a/file.json'])
  })

  test.each([
    ['/clock', { advance: 'soon' }],
    ['/unknowns', { noSuchSwitch: true }],
    ['/cache', { mode: 'upside-down' }],
    ['/rate-limit', { perSecond: 'few' }],
    ['/rate-limit', { perSecond: 0.5 }],
    ['/rate-limit', {}],
    ['/rate-limit', { plan: 'gold' }],
    ['/rate-limit', { plan: 'free', apis: [] }],
    ['/rate-limit', { plan: 'free', apis: ['management', 'other'] }],
  ])('%s refuses %j', async (path, body) => {
    expect((await controlled().send('POST', path, body)).status).toBe(400)
  })

  test('a web page has no access, by origin or by name', async () => {
    const { app, send } = controlled()
    expect((await send('GET', '/inbox', undefined, { origin: 'https://evil.example' })).status).toBe(403)
    expect((await app.request('http://evil.example:1/inbox')).status).toBe(403)
  })
})
