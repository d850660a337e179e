import { takeBackByMerge } from '../deploy/json-changes.ts'
import type { Part, UndeployFacts } from './part.ts'

/** Takes the marks off apps. What was there before is put back; what somebody has set since stays. */
export function unmarkApps({ present, record }: UndeployFacts): Part {
  const parts = Object.entries(record.before.marks).flatMap(([clientId, changes]) => {
    const client = present.clients.find(({ client_id }) => client_id === clientId)
    const metadata = takeBackByMerge(client?.client_metadata ?? {}, changes)
    if (client === undefined || Object.keys(metadata).length === 0) return []
    return [{ name: client.name, step: { do: 'unmark' as const, clientId, metadata } }]
  })
  return {
    items: parts.map(({ name, step }) => ({
      ...{ type: 'App', name, change: 'restore' },
      details: Object.keys(step.metadata).map((key) => `${key} as it was`),
    })),
    steps: parts.map(({ step }) => step),
  }
}
