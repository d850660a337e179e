import type { Change } from '../deploy/json-changes.ts'
import { isSame, takeBack } from '../deploy/json-changes.ts'
import type { JsonObject } from '../local-tenant/json.ts'
import type { Part, UndeployFacts } from './part.ts'

/** Takes the marks off apps. What was there before is put back; what somebody has set since stays. */
export function unmarkApps({ present, record }: UndeployFacts): Part {
  const parts = Object.entries(record.before.marks).flatMap(([clientId, changes]) => {
    const client = present.clients.find(({ client_id }) => client_id === clientId)
    const metadata = differenceFrom(client?.client_metadata ?? {}, changes)
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

/** As an operation wants it that merges what it is sent: null for what goes. */
function differenceFrom(present: JsonObject, changes: readonly Change[]): JsonObject {
  const former = takeBack(present, changes)
  return Object.fromEntries(
    Object.keys(present)
      .filter((key) => !isSame(former[key], present[key]))
      .map((key) => [key, former[key] ?? null]),
  )
}
