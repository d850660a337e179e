import type { TenantFile } from './tenant-file.ts'
import { addChanges, changesBetween } from './json-changes.ts'
import type { Mark, Piece } from './plan.ts'
import { piece } from './plan.ts'
import type { PresentClient } from './present-tenant.ts'
import type { Before, DeployRecord } from './record.ts'

export type MarksPlan = { pieces: Piece[]; marks: Mark[]; before: Before['marks'] }

/**
 * The apps whose people may add a phone carry a mark for our Actions, beside whatever else they carry. The file names
 * them by client id: names may be shared.
 */
export function compareMarks(
  { clients = [] }: TenantFile,
  apps: readonly PresentClient[],
  record: DeployRecord,
): MarksPlan {
  const known = record.before.marks
  const plans = apps.map((app) => {
    const wanted = clients.find(({ name }) => name === app.client_id)?.client_metadata ?? {}
    const changes = changesBetween(app.client_metadata ?? {}, wanted)
    return { app, wanted, changes }
  })
  const changed = plans.filter(({ changes }) => changes.length > 0)
  return {
    pieces: plans.map(({ app, changes }) =>
      piece(
        { type: 'App', name: app.name },
        true,
        changes.map(({ path }) => `is marked ${path.join('.')}`),
      ),
    ),
    marks: changed.map(({ app, wanted }) => ({
      ...{ clientId: app.client_id, clientName: app.name, metadata: wanted },
    })),
    before: {
      ...known,
      ...Object.fromEntries(
        changed.map(({ app, changes }) => [app.client_id, addChanges(known[app.client_id] ?? [], changes)]),
      ),
    },
  }
}
