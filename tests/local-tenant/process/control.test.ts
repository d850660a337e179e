import { createActionRuntime } from '../../../scripts/local-tenant/actions-runtime/runtime.ts'
import { createCallLog } from '../../../scripts/local-tenant/call-log.ts'
import { createControlApp } from '../../../scripts/local-tenant/control.ts'
import { createFaults } from '../../../scripts/local-tenant/faults.ts'
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

function controlled() {
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
  const saved: string[] = []
  const app = createControlApp({
    ...{ tenant, runtime, faults, calls },
    initialState: structuredClone(tenant.state),
    saveSnapshot: (file) => void saved.push(file),
  })
  const send = (method: string, path: string, body?: object, headers = {}) =>
    app.request(`http://127.0.0.1:1${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) })
  return { tenant, faults, calls, saved, app, send }
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

  test('a reset takes back state, clock, faults, unknowns and calls', async () => {
    const { tenant, faults, calls, send } = controlled()
    tenant.state.inbox.pop()
    await send('POST', '/clock', { advance: 600 })
    await send('POST', '/faults', { rules: [{ path: '/x', status: 500 }] })
    await send('POST', '/unknowns', { sessionAfterNestedLogin: 'inner' })
    calls.begin(1)({ method: 'GET', path: '/api/v2/users', status: 200, ms: 1 })
    expect([tenant.world.clock.offset(), tenant.unknowns.sessionAfterNestedLogin]).toEqual([600_000, 'inner'])
    expect((await send('POST', '/reset')).status).toBe(204)
    expect(tenant.state.inbox).toHaveLength(2)
    expect(tenant.world.clock.offset()).toBe(0)
    expect(tenant.unknowns).toEqual(DEFAULT_UNKNOWNS)
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

  test('a snapshot is saved where it is asked for', async () => {
    const { saved, send } = controlled()
    await send('POST', '/snapshot', { file: '/a/file.json' })
    expect(saved).toEqual(['/a/file.json'])
  })

  test.each([
    ['/clock', { advance: 'soon' }],
    ['/unknowns', { noSuchSwitch: true }],
    ['/cache', { mode: 'upside-down' }],
  ])('%s refuses %j', async (path, body) => {
    expect((await controlled().send('POST', path, body)).status).toBe(400)
  })

  test('a web page has no access, by origin or by name', async () => {
    const { app, send } = controlled()
    expect((await send('GET', '/inbox', undefined, { origin: 'https://evil.example' })).status).toBe(403)
    expect((await app.request('http://evil.example:1/inbox')).status).toBe(403)
  })
})
