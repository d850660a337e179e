import type { TenantState } from '../state.ts'
import type { Tenant } from '../tenant.ts'

type Deliveries = { underWay: Set<Promise<void>>; retries: Set<{ moment: Date }> }

// They are no part of a snapshot, and end with the state they belong to.
const deliveries = new WeakMap<TenantState, Deliveries>()

function deliveriesOf(state: TenantState): Deliveries {
  const known = deliveries.get(state) ?? { underWay: new Set(), retries: new Set() }
  deliveries.set(state, known)
  return known
}

/** Something that is under way from now on, and begins when it is told to. */
export function getUnderWay(tenant: Tenant, run: () => Promise<void>): () => void {
  let begin = (): void => undefined
  const begun = new Promise<void>((resolve) => (begin = resolve))
  follow(tenant.state, begun.then(run))
  return () => begin()
}

/** Something that is done once the tenant's time has come to the moment, unless the tenant was reset meanwhile. */
export function doAt(tenant: Tenant, moment: Date, run: () => Promise<void>): void {
  const { state } = tenant
  const retry = { moment }
  deliveriesOf(state).retries.add(retry)
  tenant.world.clock.at(moment, () => {
    if (tenant.state !== state) return
    deliveriesOf(state).retries.delete(retry)
    follow(state, run())
  })
}

function follow(state: TenantState, run: Promise<void>): void {
  const { underWay } = deliveriesOf(state)
  const ended = run.catch((error: unknown) => console.error(error)).finally(() => underWay.delete(ended))
  underWay.add(ended)
}

/** How many wait for their time, and how many seconds it is until the first of them. */
export type Settled = { retries: number; nextInSeconds?: number }

/** Waits until nothing is under way any more but what waits for its time. */
export async function settled(tenant: Tenant): Promise<Settled> {
  const { underWay, retries } = deliveriesOf(tenant.state)
  while (underWay.size > 0) await Promise.all(underWay)
  const times = [...retries].map(({ moment }) => moment.getTime() - tenant.world.clock.now().getTime())
  return times.length === 0
    ? { retries: 0 }
    : { retries: times.length, nextInSeconds: Math.max(0, Math.ceil(Math.min(...times) / 1000)) }
}
