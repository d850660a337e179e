import { MAX_BUNDLE_BYTES } from '../bundle-rules.ts'
import { bindAction, EMPTY } from './actions.ts'
import type { BenchTenant } from './bench-tenant.ts'
import { median, ratio } from './median.ts'
import type { Given, Measured, Section } from './report.ts'
import { ADD_PHONE, BY_EMAIL, logIn } from './visitor.ts'

export const bundles: Section = {
  name: 'bundles',
  about: 'bytes of every Action, and what it costs to load it',
  measure,
}

async function measure({ quick, built, tenant: borrow }: Given): Promise<Measured> {
  const tenant = await borrow()
  const rounds = quick ? 3 : 9
  const names = built.map(({ name }) => name)
  const loads = await measureLoads(tenant, names, rounds)
  const nothing = median(loads.get(EMPTY.name) ?? [])
  const rows = built.map(({ name, code }) => {
    const bytes = Buffer.byteLength(code)
    const load = median(loads.get(name) ?? [])
    return [name, bytes, ratio(bytes, MAX_BUNDLE_BYTES), load.toFixed(2), ratio(load, nothing)]
  })
  const largest = Math.max(...built.map(({ code }) => Buffer.byteLength(code)))
  return {
    tables: [
      {
        title: 'Bundles',
        head: ['Action', 'bytes, minified', 'of 60 kB', 'loading, ms', 'times an empty Action'],
        rows,
        note: `Auth0 takes 100 kB of code; 60 kB is our own limit. Loading is the module's first evaluation in a new worker, once per worker and not per login: the median of ${rounds}, in a login that runs all six. An empty Action takes ${nothing.toFixed(2)} ms.`,
      },
    ],
    promises: [
      {
        promise: 'no bundle exceeds 60 kB',
        found: `the largest has ${largest} bytes`,
        holds: largest <= MAX_BUNDLE_BYTES,
      },
    ],
  }
}

/** Somebody new who adds a phone meets every Action: the gate, the text, and those of the login. */
async function measureLoads(
  tenant: BenchTenant,
  names: readonly string[],
  rounds: number,
): Promise<Map<string, number[]>> {
  const all = [...names, EMPTY.name]
  await bindAction(tenant, EMPTY)
  const loads = new Map<string, number[]>(all.map((name) => [name, []]))
  for (let round = 0; round < rounds; round += 1) {
    await tenant.control.endThreads()
    await tenant.control.clearRuns()
    await logIn(tenant.visitor(), { ...BY_EMAIL, ...ADD_PHONE })
    const runs = await tenant.control.runs()
    for (const name of all) {
      const first = runs.find(({ action_name }) => action_name === name)
      if (first === undefined) throw new Error(`Nobody has met ${name} while adding a phone.`)
      loads.get(name)?.push(first.load_ms)
    }
  }
  return loads
}
