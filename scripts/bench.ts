import type { ManagementClient } from 'auth0'

import { appOf } from '../tests/journeys/support/app.ts'
import type { Stage } from '../tests/journeys/support/stage.ts'
import { addPhone, person, signInByEmail } from '../tests/journeys/support/steps.ts'
import { httpBrowser } from '../tests/support/login.ts'
import { buildActions } from './build.ts'
import { MAX_BUNDLE_BYTES } from './bundle-rules.ts'
import { startPreparedTenant } from './demo/prepared-tenant.ts'
import { consoleProgress } from './demo/progress.ts'
import { clientNamed, managementOf } from './demo/tenant-clients.ts'
import { trustingFetch } from './demo/trusting-fetch.ts'
import type { ActionRunRecord } from './local-tenant/tenant.ts'

/** Milliseconds added to every outside call of an Action. */
const LATENCY_MS = 50
const ROUNDS = 7
const OUTSIDE = '^/(oauth/token|api/v2/|\\.well-known/jwks)'

let people = 0
const tenant = await startPreparedTenant({ progress: consoleProgress(process.stderr) })
try {
  await bench()
} finally {
  await tenant.stop()
}

async function bench(): Promise<void> {
  const fetcher = trustingFetch(tenant.caFile)
  const management = managementOf(await tenant.control.state(), tenant.origin, fetcher)
  const stage: Stage = {
    tenant,
    origin: tenant.origin,
    management,
    fetch: fetcher,
    app: async (name = 'Demo App', origin = tenant.origin) =>
      appOf(clientNamed(await tenant.control.state(), name), origin, fetcher),
    browser: () => httpBrowser(fetcher),
  }
  await printBundles()
  await printLogins(stage, management)
  await printReturns(stage)
}

async function printBundles(): Promise<void> {
  console.log('\nBundles, minified')
  console.table(
    (await buildActions()).map(({ name, code }) => {
      const bytes = Buffer.byteLength(code)
      return { action: name, bytes, 'of the 60 kB limit': ratio(bytes, MAX_BUNDLE_BYTES) }
    }),
  )
}

/** An ordinary login, in a cold and in a warm worker, beside an Action that does nothing. */
async function printLogins(stage: Stage, management: ManagementClient): Promise<void> {
  const empty = await bindEmptyAction(management)
  const ours = await actionId('phone-challenge')
  const ada = await person(stage)
  const cold: Pair[] = []
  const warm: Pair[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    // A deploy makes a new version, and a new version a new worker.
    await management.actions.deploy(ours)
    await management.actions.deploy(empty)
    cold.push(await measureLogin())
    warm.push(await measureLogin())
  }
  console.log('\nAn ordinary login: milliseconds to load and run the Action, median of', ROUNDS)
  console.table([row('cold worker', cold), row('warm worker', warm)])

  async function measureLogin(): Promise<Pair> {
    await tenant.control.clearRuns()
    await signInByEmail(ada, 'ada@example.com')
    const runs = await tenant.control.runs()
    const [our, nothing] = [runOf(runs, 'phone-challenge'), runOf(runs, 'empty')]
    return { our: spent(our), empty: spent(nothing), calls: our.outside_calls?.length ?? 0 }
  }
}

type Pair = { our: number; empty: number; calls: number }

function row(what: string, pairs: Pair[]): Record<string, string | number> {
  const [our, empty] = [median(pairs.map((pair) => pair.our)), median(pairs.map((pair) => pair.empty))]
  return {
    login: what,
    'phone-challenge': our.toFixed(2),
    'an empty Action': empty.toFixed(2),
    difference: (our - empty).toFixed(2),
    'outside calls': Math.max(...pairs.map(({ calls }) => calls)),
  }
}

/** After the person has come back, with latency injected into every outside call. */
async function printReturns(stage: Stage): Promise<void> {
  const rows: Record<string, string | number>[] = []
  for (const cache of ['cold', 'warm', 'failing'] as const) {
    const measured: ActionRunRecord[] = []
    for (let round = 0; round < ROUNDS; round += 1) measured.push(await measureReturn(stage, cache))
    const total = median(measured.map(({ run_ms }) => run_ms))
    const waits = measured.map(({ outside_calls = [] }) => measureWait(outside_calls))
    rows.push({
      cache,
      'outside calls': Math.max(...measured.map(({ outside_calls = [] }) => outside_calls.length)),
      'run, ms': total.toFixed(1),
      'run / latency': ratio(total, LATENCY_MS),
      'waiting / latency': ratio(median(waits.map(({ waiting }) => waiting)), LATENCY_MS),
      'verifying, ms': median(waits.map(({ verifying }) => verifying)).toFixed(1),
    })
  }
  console.log(
    `\nAfter the person has come back, with ${LATENCY_MS} ms added to every outside call, median of`,
    ROUNDS,
  )
  console.table(rows)
}

async function measureReturn(stage: Stage, cache: 'cold' | 'warm' | 'failing'): Promise<ActionRunRecord> {
  const { control } = stage.tenant
  await control.setCache(cache === 'failing' ? 'failing' : 'normal')
  if (cache === 'warm') await link(stage)
  await control.faults([{ path: OUTSIDE, delay_ms: LATENCY_MS }])
  await control.clearRuns()
  await link(stage)
  await control.clearFaults()
  return runOf(await control.runs(), 'phone-challenge', 'onContinuePostLogin')
}

/** Somebody new adds a number that nobody has. */
async function link(stage: Stage): Promise<void> {
  people += 1
  const someone = await person(stage)
  await signInByEmail(someone, `person-${people}@example.com`)
  const { id } = await addPhone(someone, `+4474001${String(people).padStart(5, '0')}`)
  if (id.phone_link?.status !== 'linked') throw new Error(`not linked: ${JSON.stringify(id.phone_link)}`)
}

async function bindEmptyAction(management: ManagementClient): Promise<string> {
  const { id } = await management.actions.create({
    name: 'empty',
    code: 'exports.onExecutePostLogin = async () => {}',
    runtime: 'node22',
    supported_triggers: [{ id: 'post-login', version: 'v3' }],
  })
  if (id === undefined) throw new Error('the empty Action has no id')
  await management.actions.deploy(id)
  const bound = (await tenant.control.state()).configuration.bindings['post-login'] ?? []
  const bindings = [
    ...bound.map(({ action_id, display_name }) => ({ action_id, display_name })),
    { action_id: id, display_name: 'empty' },
  ]
  await management.actions.triggers.bindings.updateMany('post-login', {
    bindings: bindings.map(({ action_id, display_name }) => ({
      display_name,
      ref: { type: 'action_id', value: action_id },
    })),
  })
  return id
}

async function actionId(name: string): Promise<string> {
  const action = (await tenant.control.state()).configuration.actions.find((one) => one.name === name)
  if (!action) throw new Error(`no Action ${name}`)
  return action.id
}

function runOf(runs: ActionRunRecord[], name: string, handler = 'onExecutePostLogin'): ActionRunRecord {
  const run = runs.findLast((one) => one.action_name === name && one.handler === handler)
  if (!run) throw new Error(`${name} has not run ${handler}`)
  return run
}

function spent({ load_ms, run_ms }: ActionRunRecord): number {
  return load_ms + run_ms
}

/** How long a run waited for answers, and how long it worked between the last answer but one and the link. */
function measureWait(calls: NonNullable<ActionRunRecord['outside_calls']>): {
  waiting: number
  verifying: number
} {
  const link = calls.find(({ method, url }) => method === 'POST' && url.endsWith('/identities'))
  if (!link) throw new Error('the run has linked nothing')
  const before = calls.filter((call) => call !== link).map(({ started_ms, ms }) => started_ms + ms)
  const verifying = link.started_ms - Math.max(...before)
  return { waiting: link.started_ms + link.ms - verifying, verifying }
}

function median(values: number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

function ratio(value: number, of: number): string {
  return (value / of).toFixed(2)
}
