import type { TenantFile } from './tenant-file.ts'
import { addChanges, changesBetween, takeBackByMerge } from './json-changes.ts'
import type { Mark, Piece } from './plan.ts'
import { piece } from './plan.ts'
import type { PresentClient, PresentTenant } from './present-tenant.ts'
import type { Before, DeployRecord } from './record.ts'

export type MarksPlan = { pieces: Piece[]; marks: Mark[]; before: Before['marks'] }

/**
 * The apps whose people may add a phone carry a mark for our Actions, beside whatever else they carry. The file names
 * them by client id: names may be shared. Of an app that is not named any more the mark is taken off again.
 */
export function compareMarks(
  file: TenantFile,
  { clients }: Pick<PresentTenant, 'clients'>,
  apps: readonly PresentClient[],
  record: DeployRecord,
): MarksPlan {
  const known = record.before.marks
  const named = apps.map((app) => markOf(file, app, known[app.client_id] ?? []))
  const left = clients
    .filter(({ client_id }) => !apps.some((app) => app.client_id === client_id))
    .flatMap((client) => unmarkOf(client, known[client.client_id]))
  const changed = named.filter(({ mark }) => mark !== undefined)
  return {
    pieces: [...named, ...left].map(({ piece }) => piece),
    marks: [...changed, ...left].flatMap(({ mark }) => (mark === undefined ? [] : [mark])),
    // What is to be taken off is remembered until that is done; a mark set after that is somebody else's.
    before: {
      ...Object.fromEntries(left.map(({ mark: { clientId } }) => [clientId, known[clientId] ?? []])),
      ...Object.fromEntries(
        named.flatMap(({ id, changes }) => (changes.length > 0 ? [[id, changes] as const] : [])),
      ),
    },
  }
}

function markOf({ clients = [] }: TenantFile, app: PresentClient, known: Before['marks'][string]) {
  const { client_id: id, name, client_metadata: present = {} } = app
  const metadata = clients.find((client) => client.name === id)?.client_metadata ?? {}
  const fresh = changesBetween(present, metadata)
  const differences = fresh.map(({ path }) => `is marked ${path.join('.')}`)
  return {
    id,
    changes: addChanges(known, fresh),
    piece: piece({ type: 'App', name }, true, differences),
    mark: fresh.length > 0 ? { clientId: id, clientName: name, metadata } : undefined,
  }
}

function unmarkOf(client: PresentClient, known: Before['marks'][string] | undefined) {
  const { client_id: clientId, name: clientName, client_metadata: present = {} } = client
  const metadata = takeBackByMerge(present, known ?? [])
  if (Object.keys(metadata).length === 0) return []
  const differences = Object.keys(metadata).map((key) => `is not named any more: ${key} as it was`)
  return [
    {
      piece: piece({ type: 'App', name: clientName }, true, differences),
      mark: { clientId, clientName, metadata },
    },
  ]
}
