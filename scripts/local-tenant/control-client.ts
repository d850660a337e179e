import type { CacheMode } from './actions-runtime/action-cache.ts'
import type { CallRecord } from './call-log.ts'
import type { FaultRule } from './faults.ts'
import type { PhoneNetworks } from './phone-networks/control.ts'
import type { LimitedApi, Plan } from './rate-limits/plans.ts'
import type { Settled } from './service/phone-deliveries.ts'
import type { Condition, InboxMessage, LogEvent, NetworkName, Standing, TenantState } from './state.ts'
import type { ActionRunRecord, Unknowns } from './tenant.ts'

/** The control interface of a running tenant, as functions. See `control.ts`. */
export type ControlClient = {
  /** What was sent, oldest first, once nothing is under way any more: a text goes out after the page that asks for its code. */
  inbox(filter?: { to?: string; channel?: InboxMessage['channel'] }): Promise<InboxMessage[]>
  /** Waits until no text is on its way any more but those that wait to be tried again, and tells of these. */
  settled(): Promise<Settled>
  /** The stand-ins of Twilio and of a webhook's receiver: where they are, and the credentials they want. */
  phoneNetworks(): Promise<PhoneNetworks>
  /** What networks make of a number from now on. */
  setNumber(number: string, standing: Standing | 'reachable'): Promise<void>
  setNetwork(network: NetworkName, condition: Condition | 'up'): Promise<void>
  /** Back to the state loaded at start; clock, faults, rate limit, runs, calls, cache, networks and unknowns as well. */
  reset(): Promise<void>
  advanceClock(seconds: number): Promise<void>
  /** These rules and no others; none at all ends every fault. */
  faults(rules: FaultRule[]): Promise<void>
  clearFaults(): Promise<void>
  calls(): Promise<CallRecord[]>
  clearCalls(): Promise<void>
  runs(): Promise<ActionRunRecord[]>
  clearRuns(): Promise<void>
  state(): Promise<TenantState>
  /** As in the state, of which most is code of Actions. */
  users(): Promise<TenantState['users']>
  logs(): Promise<LogEvent[]>
  setUnknowns(unknowns: Partial<Unknowns>): Promise<void>
  /** The Management API refuses requests beyond so many a second; `null`, as at the start: none. */
  setRateLimit(perSecond: number | null): Promise<void>
  /**
   * Both APIs refuse what Auth0 refuses on this plan, with every bucket full at first; `null`, as at the start: nothing.
   * `apis` names those that are to be limited, where only one is.
   */
  limitLikePlan(plan: Plan | null, apis?: LimitedApi[]): Promise<void>
  setCache(mode: CacheMode): Promise<void>
  /** Ends every thread of an Action: the next run of each is the first of a new one. */
  endThreads(): Promise<void>
  /** From now on, the tenant remembers what it is after each call of the Management API that changes it. */
  keepHistory(): Promise<void>
  /** No more; tells how many states there are, the one at the beginning included. */
  endHistory(): Promise<number>
  /** The tenant is again what it was after so many changing calls; clock, faults and the like stay. */
  goTo(changes: number): Promise<void>
  saveSnapshot(file: string): Promise<void>
}

export function createControlClient(origin: string): ControlClient {
  const get = async <Answer>(path: string): Promise<Answer> =>
    (await (await send('GET', path)).json()) as Answer
  const post = async (path: string, body: object): Promise<void> => void (await send('POST', path, body))
  const remove = async (path: string): Promise<void> => void (await send('DELETE', path))
  return {
    inbox: async (filter = {}) => {
      await get('/settled')
      return get(`/inbox?${new URLSearchParams(filter).toString()}`)
    },
    settled: () => get('/settled'),
    phoneNetworks: () => get('/phone-networks'),
    setNumber: (number, standing) => post('/phone-networks/number', { number, standing }),
    setNetwork: (network, condition) => post('/phone-networks/condition', { network, condition }),
    reset: () => post('/reset', {}),
    advanceClock: (advance) => post('/clock', { advance }),
    faults: (rules) => post('/faults', { rules }),
    clearFaults: () => remove('/faults'),
    calls: () => get('/calls'),
    clearCalls: () => remove('/calls'),
    runs: () => get('/runs'),
    clearRuns: () => remove('/runs'),
    state: () => get('/state'),
    users: () => get('/users'),
    logs: () => get('/logs'),
    setUnknowns: (unknowns) => post('/unknowns', unknowns),
    setRateLimit: (perSecond) => post('/rate-limit', { perSecond }),
    limitLikePlan: (plan, apis) => post('/rate-limit', { plan, apis }),
    endThreads: () => remove('/threads'),
    setCache: (mode) => post('/cache', { mode }),
    keepHistory: () => post('/history', {}),
    endHistory: async () => ((await (await send('DELETE', '/history')).json()) as { states: number }).states,
    goTo: (changes) => post('/history/state', { changes }),
    saveSnapshot: (file) => post('/snapshot', { file }),
  }

  async function send(method: string, path: string, body?: object): Promise<Response> {
    const response = await fetch(`${origin}${path}`, {
      method,
      ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
    })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return response
  }
}
