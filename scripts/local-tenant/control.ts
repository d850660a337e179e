import { Hono } from 'hono'
import type { CacheMode } from './actions-runtime/action-cache.ts'
import type { ControllableActionRuntime } from './actions-runtime/runtime.ts'
import type { CallLog } from './call-log.ts'
import type { FaultRule, Faults } from './faults.ts'
import type { History } from './history.ts'
import { inbox } from './inbox.ts'
import { phoneNetworksControl } from './phone-networks/control.ts'
import { limitRates } from './rate-limits/limit-rates.ts'
import type { Plan } from './rate-limits/plans.ts'
import { readRateLimit } from './rate-limits/read-rate-limit.ts'
import { settled } from './service/phone-deliveries.ts'
import type { TenantState } from './state.ts'
import { DEFAULT_UNKNOWNS, type Tenant, type Unknowns } from './tenant.ts'

export type Controlled = {
  tenant: Tenant
  runtime: ControllableActionRuntime
  faults: Faults
  calls: CallLog
  history: History
  /** As it was when the process was ready. */
  initialState: TenantState
  /** The plan it was started with; without one, nothing is limited at first. */
  initialPlan?: Plan
  saveSnapshot(file: string): void | Promise<void>
}

/**
 * What tests, the demo and the bench may do that nobody can do to Auth0: read the inbox and the whole state, move the
 * clock, break connections. Plain HTTP on the loopback address; not part of the tenant.
 */
export function createControlApp(controlled: Controlled): Hono {
  const { tenant, runtime, faults, calls, history } = controlled
  const app = new Hono()

  app.use(async (context, next) => {
    // A web page must not reach this: neither by another origin's request nor by a name that resolves to loopback.
    const { hostname } = new URL(context.req.url)
    if (hostname !== '127.0.0.1' || context.req.header('origin') !== undefined) {
      return context.json({ error: 'The control interface is for local programs only.' }, 403)
    }
    return next()
  })
  app.onError((error, context) => context.json({ error: error.message }, 400))

  app.route('/', inbox(tenant))
  app.route('/', phoneNetworksControl(tenant))
  app.get('/state', (context) => context.json(tenant.state))
  app.get('/users', (context) => context.json(tenant.state.users))
  app.get('/logs', (context) => context.json(tenant.state.logs))
  app.get('/settled', async (context) => context.json(await settled(tenant)))
  app.get('/runs', (context) => context.json(runtime.runs()))
  app.delete('/runs', (context) => {
    runtime.forgetRuns()
    return context.body(null, 204)
  })
  app.get('/calls', (context) => context.json(calls.list()))
  app.delete('/calls', (context) => {
    calls.clear()
    return context.body(null, 204)
  })
  app.post('/clock', async (context) => {
    const { advance } = await context.req.json<{ advance: number }>()
    if (!Number.isFinite(advance)) throw new Error('"advance" must be a number of seconds.')
    tenant.world.clock.advance(advance)
    return context.json({ now: tenant.world.clock.now().toISOString() })
  })
  app.post('/unknowns', async (context) => {
    const given = await context.req.json<Partial<Unknowns>>()
    const unknown = Object.keys(given).find((name) => !(name in DEFAULT_UNKNOWNS))
    if (unknown !== undefined) throw new Error(`There is no switch named "${unknown}".`)
    tenant.unknowns = { ...tenant.unknowns, ...given }
    return context.json(tenant.unknowns)
  })
  app.post('/rate-limit', async (context) => {
    limitRates(tenant, readRateLimit(await context.req.json<unknown>()))
    return context.body(null, 204)
  })
  app.post('/cache', async (context) => {
    const { mode } = await context.req.json<{ mode: CacheMode }>()
    if (!['normal', 'empty', 'failing'].includes(mode)) throw new Error(`There is no cache mode "${mode}".`)
    runtime.setCacheMode(mode)
    return context.body(null, 204)
  })
  app.delete('/threads', async (context) => {
    await runtime.stop()
    return context.body(null, 204)
  })
  app.post('/faults', async (context) => {
    const { rules } = await context.req.json<{ rules: FaultRule[] }>()
    faults.set(rules)
    return context.body(null, 204)
  })
  app.delete('/faults', (context) => {
    faults.clear()
    return context.body(null, 204)
  })
  app.post('/history', (context) => {
    history.begin()
    return context.body(null, 204)
  })
  app.delete('/history', (context) => {
    history.end()
    return context.json({ states: history.count() })
  })
  app.post('/history/state', async (context) => {
    const { changes } = await context.req.json<{ changes: number }>()
    history.goTo(changes)
    await runtime.reset()
    return context.body(null, 204)
  })
  app.post('/reset', async (context) => {
    faults.clear()
    limitRates(tenant, { perSecond: null })
    limitRates(tenant, { plan: controlled.initialPlan ?? null })
    tenant.world.clock.reset()
    tenant.unknowns = { ...DEFAULT_UNKNOWNS }
    tenant.state = structuredClone(controlled.initialState)
    runtime.setCacheMode('normal')
    await runtime.reset()
    // What a run had said when it was ended may still be on its way here. It comes to a state that is thrown away.
    for (let turn = 0; turn < 2; turn += 1) await new Promise(setImmediate)
    tenant.state = structuredClone(controlled.initialState)
    calls.clear()
    return context.body(null, 204)
  })
  app.post('/snapshot', async (context) => {
    const { file } = await context.req.json<{ file: string }>()
    await controlled.saveSnapshot(file)
    return context.body(null, 204)
  })
  return app
}
