import type { TenantFile } from './tenant-file.ts'
import { addChanges, changesBetween, isOurs, takeBackByMerge, type Change } from './json-changes.ts'
import type { Mark, Piece } from './plan.ts'
import { piece } from './plan.ts'
import type { PresentClient, PresentTenant } from './present-tenant.ts'
import type { Before, DeployRecord } from './record.ts'

export type MarksPlan = { pieces: Piece[]; marks: Mark[]; before: Before['marks'] }

/**
 * The apps whose people may add a phone carry marks for our Actions, beside whatever else they carry. The file names
 * them by client id: names may be shared. A mark that an app is not to carry any more is taken off again.
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
    .flatMap((client) => unmarkOf(client, known[client.client_id] ?? []))
  const all = [...named, ...left]
  return {
    pieces: all.map(({ piece }) => piece),
    marks: all.flatMap(({ mark }) => (Object.keys(mark.metadata).length > 0 ? [mark] : [])),
    before: Object.fromEntries(
      [...left, ...named].flatMap(({ mark, changes }) =>
        changes.length > 0 ? [[mark.clientId, changes] as const] : [],
      ),
    ),
  }
}

function markOf({ clients = [] }: TenantFile, app: PresentClient, known: readonly Change[]) {
  const { client_id: clientId, name: clientName, client_metadata: present = {} } = app
  const wanted = clients.find((client) => client.name === clientId)?.client_metadata ?? {}
  const fresh = changesBetween(present, wanted)
  const isWanted = ({ path: [key = ''] }: Change) => Object.hasOwn(wanted, key)
  const unwanted = stillThere(
    present,
    known.filter((change) => !isWanted(change)),
  )
  const takenBack = takeBackByMerge(present, unwanted)
  const differences = [
    ...fresh.map(({ path }) => `is marked ${path.join('.')}`),
    ...Object.keys(takenBack).map((key) => `is not to be marked any more: ${key} as it was`),
  ]
  return {
    piece: piece({ type: 'App', name: clientName }, true, differences),
    mark: { clientId, clientName, metadata: { ...takenBack, ...(fresh.length > 0 ? wanted : {}) } },
    changes: [...addChanges(known.filter(isWanted), fresh), ...unwanted],
  }
}

function unmarkOf(client: PresentClient, known: readonly Change[]) {
  const { client_id: clientId, name: clientName, client_metadata: present = {} } = client
  const changes = stillThere(present, known)
  if (changes.length === 0) return []
  const metadata = takeBackByMerge(present, changes)
  const differences = Object.keys(metadata).map((key) => `is not named any more: ${key} as it was`)
  return [
    {
      piece: piece({ type: 'App', name: clientName }, true, differences),
      mark: { clientId, clientName, metadata },
      changes,
    },
  ]
}

/** What is to be taken off is remembered until that is done; a mark set after that is somebody else's. */
const stillThere = (present: NonNullable<PresentClient['client_metadata']>, known: readonly Change[]) =>
  known.filter(({ path }) => isOurs(present, path, known))
