import type { ActionRunRecord } from '../local-tenant/tenant.ts'
import type { BenchTenant } from './bench-tenant.ts'
import { median, ratio } from './median.ts'
import type { Given, Measured, Section } from './report.ts'
import { callsOf, measureWait, runOf } from './run-records.ts'
import { linkSomebody } from './link-somebody.ts'

/** Milliseconds added to every outside call of an Action. */
export const LATENCY_MS = 100
export const OUTSIDE = '^/(oauth/token|api/v2/|\\.well-known/jwks)'

/** Two calls come one after the other; what a call takes here beyond the latency counts as well. */
const MOST_WAITING = 2.6
const CACHES = { cold: 3, warm: 3, failing: 4 } as const
type CacheState = keyof typeof CACHES

export const returns: Section = {
  name: 'returns',
  about: 'outside calls and how long the person waits who comes back with a proven phone',
  measure,
}

async function measure({ quick, tenant: borrow }: Given): Promise<Measured> {
  const tenant = await borrow()
  const rounds = quick ? 5 : 11
  const measured: { cache: CacheState; calls: number; fastest: number; row: (string | number)[] }[] = []
  for (const cache of Object.keys(CACHES) as CacheState[]) {
    const runs: ActionRunRecord[] = []
    for (let round = 0; round < rounds; round += 1) runs.push(await measureReturn(tenant, cache))
    const calls = Math.max(...runs.map((run) => callsOf(run).length))
    const waits = runs.map((run) => measureWait(callsOf(run)))
    const waitings = waits.map((wait) => wait.waiting / LATENCY_MS)
    const [waiting, fastest] = [median(waitings), Math.min(...waitings)]
    const total = median(runs.map(({ run_ms }) => run_ms))
    const verifying = median(waits.map((wait) => wait.verifying)).toFixed(1)
    const row = [cache, calls, waiting.toFixed(2), fastest.toFixed(2), ratio(total, LATENCY_MS), verifying]
    measured.push({ cache, calls, fastest, row })
  }
  return {
    tables: [
      {
        title: 'After the person has come back',
        head: ['cache', 'outside calls', 'waiting / latency', 'fastest', 'run / latency', 'verifying, ms'],
        rows: measured.map(({ row }) => row),
        note: `${LATENCY_MS} ms are added to every outside call; medians of ${rounds}. Two calls come one after the other (the code, then the link); the others run beside the first. Calls are the most of any round. The promise is held against the fastest round: a busy machine adds to what is waited for, and one call more would be in every round.`,
      },
    ],
    promises: measured.flatMap(({ cache, calls, fastest }) => [
      {
        promise: `at most ${CACHES[cache]} outside calls on the way back with a ${cache} cache`,
        found: String(calls),
        holds: calls <= CACHES[cache],
      },
      {
        promise: `waiting at most ${MOST_WAITING} times the latency with a ${cache} cache`,
        found: `${fastest.toFixed(2)} in the fastest round`,
        holds: fastest <= MOST_WAITING,
      },
    ]),
  }
}

async function measureReturn(tenant: BenchTenant, cache: CacheState): Promise<ActionRunRecord> {
  const { control } = tenant
  // Whatever it is set to, it is empty then.
  await control.setCache(cache === 'failing' ? 'failing' : 'normal')
  if (cache === 'warm') await linkSomebody(tenant)
  await control.faults([{ path: OUTSIDE, delay_ms: LATENCY_MS }])
  await control.clearRuns()
  await linkSomebody(tenant)
  await control.clearFaults()
  return runOf(await control.runs(), 'phone-challenge', 'onContinuePostLogin')
}
