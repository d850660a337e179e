import type { Tenant } from './tenant.ts'

/** What the tenant was after each call that changed it: what is left where a caller is ended there. */
export type History = {
  /** From now on, beginning with what it is now. */
  begin(): void
  /** No more of it; what is kept stays. */
  end(): void
  /** How many states there are: the first, and one for each changing call. */
  count(): number
  /** Has the tenant be what it was after so many changing calls. */
  goTo(changes: number): void
  /** A call has been answered. */
  note(method: string, path: string): void
}

export function createHistory(tenant: Pick<Tenant, 'state'>): History {
  let isKept = false
  let states: Tenant['state'][] = []
  const keep = (): void => void states.push(structuredClone(tenant.state))
  return {
    begin() {
      isKept = true
      states = []
      keep()
    },
    end() {
      isKept = false
    },
    count: () => states.length,
    goTo(changes) {
      const state = states[changes]
      if (state === undefined) throw new Error(`There is no state after ${changes} changes.`)
      tenant.state = structuredClone(state)
    },
    note(method, path) {
      if (isKept && method !== 'GET' && path.startsWith('/api/v2/')) keep()
    },
  }
}
