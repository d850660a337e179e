import { isClaimed, type Part, type UndeployFacts } from './part.ts'

/** Unbinds our Actions. Those of others stay bound, in their order. */
export function unbindActions({ present, record }: UndeployFacts): Part {
  const bound = Object.entries(present.bindings).flatMap(([trigger, bindings]) => {
    const names = bindings
      .map(({ actionName }) => actionName)
      .filter((name) => isClaimed(record, 'Action', name))
    return names.length > 0 ? [{ trigger, names }] : []
  })
  return {
    items: bound.map(({ trigger, names }) => ({
      ...{ type: 'Bindings', name: trigger, change: 'restore' },
      details: names.map((name) => `${name} is unbound`),
    })),
    steps: bound.map(({ trigger, names }) => ({ do: 'unbind', trigger, names })),
  }
}
