import type { JsonObject } from '../local-tenant/json.ts'
import { isObject } from '../forms/json.ts'
import type { ConnectionEntry, TenantFile } from './tenant-file.ts'
import { addChanges, changesBetween, isOurs, isSame, type Change } from './json-changes.ts'
import type { Opening, Piece } from './plan.ts'
import { piece } from './plan.ts'
import type { PresentClient, PresentConnection, PresentTenant } from './present-tenant.ts'
import type { Before, DeployRecord } from './record.ts'

export type ConnectionsPlan = {
  pieces: Piece[]
  openings: Opening[]
  closings: Opening[]
  before: Before['connections']
}

/** Whom `enabled_clients` of the file means: the companion by its name, apps by client id. */
export type Named = ReadonlyMap<string, PresentClient>

/**
 * The connections that we need. One that is there keeps its options, but for sign-up and what it lacks; it is opened
 * to our applications and closed to nobody.
 *
 * @throws {Error} when one that should be there is not
 */
export function compareConnections(
  file: TenantFile,
  present: PresentTenant,
  record: DeployRecord,
  named: Named,
): ConnectionsPlan {
  const plans = (file.connections ?? []).map((wanted) => compareConnection(wanted, present, record, named))
  return {
    pieces: plans.map(({ piece }) => piece),
    openings: plans.flatMap(({ openings }) => openings),
    closings: plans.flatMap(({ closings }) => closings),
    before: Object.fromEntries(plans.map(({ name, before }) => [name, before])),
  }
}

function compareConnection(
  wanted: ConnectionEntry,
  present: PresentTenant,
  record: DeployRecord,
  named: Named,
) {
  const { name, options: ours = {} } = wanted
  const found = present.connections.find((connection) => connection.name === name)
  if (found === undefined && wanted.options === undefined)
    throw new Error(`The tenant has no connection named “${name}”.`)
  const known = record.before.connections[name]
  const changes = known?.options ?? []
  const options = found ? mergeOptions(found.options, ours, known?.made === true ? 'all' : changes) : ours
  const fresh = found ? changesBetween(found.options, options) : []
  const openings = openingsOf(name, wanted.enabled_clients ?? [], found, named)
  const closings = closingsOf(name, wanted.enabled_clients ?? [], found, named, present, known?.opened ?? [])
  const differences = [
    ...fresh.map(({ path }) => `option ${path.join('.')}`),
    ...openings.map(({ clientName }) => `is opened to ${clientName}`),
    ...closings.map(({ clientName }) => `is closed to ${clientName}, which is not named any more`),
  ]
  const needsImport = found === undefined || fresh.length > 0
  // Whom it is opened to is not deploy-cli's to say: it would close it to everybody else.
  const entry = Object.fromEntries(Object.entries(wanted).filter(([key]) => key !== 'enabled_clients'))
  return {
    name,
    openings,
    closings,
    piece: piece(
      { type: 'Connection', name },
      found !== undefined,
      differences,
      needsImport ? { resource: 'connections', entry: { ...entry, options } } : undefined,
    ),
    before: {
      made: known?.made ?? found === undefined,
      options: found ? addChanges(changes, fresh) : [],
      // Where somebody has closed it since, opening it again is theirs.
      opened: [...new Set([...stillOpen(known?.opened ?? [], found), ...knownIds(openings)])],
    },
  }
}

const stillOpen = (opened: readonly string[], found: PresentConnection | undefined): string[] =>
  opened.filter((id) => found?.enabledClients.includes(id) === true)

/** The companion has no id before it is made. */
const knownIds = (openings: readonly Opening[]): string[] =>
  openings.flatMap(({ clientId }) => (clientId === '' ? [] : [clientId]))

function openingsOf(
  name: string,
  enabledClients: readonly string[],
  found: PresentConnection | undefined,
  named: Named,
): Opening[] {
  return enabledClients.flatMap((token) => {
    const { client_id: clientId = '', name: clientName = token } = named.get(token) ?? {}
    return found?.enabledClients.includes(clientId) ? [] : [{ connection: name, clientId, clientName }]
  })
}

/** Those that it was opened to by a deploy, and that no deploy would open it to now. */
function closingsOf(
  connection: string,
  wanted: readonly string[],
  found: PresentConnection | undefined,
  named: Named,
  { clients }: PresentTenant,
  opened: readonly string[],
): Opening[] {
  const stay = wanted.map((token) => named.get(token)?.client_id)
  return clients
    .filter(({ client_id: id }) => opened.includes(id) && !stay.includes(id))
    .filter(({ client_id: id }) => found?.enabledClients.includes(id) === true)
    .map(({ client_id, name }) => ({ connection, clientId: client_id, clientName: name }))
}

/**
 * What a connection has stays: its text, its code length. Ours is what it lacks, what we set before and nobody has
 * changed since, and sign-up: an inner login creates the sms user.
 */
function mergeOptions(present: JsonObject, ours: JsonObject, known: 'all' | readonly Change[]): JsonObject {
  const merged = merge(present, ours, [])
  const { disable_signup } = ours
  return disable_signup === undefined ? merged : { ...merged, disable_signup }

  function merge(before: JsonObject, wanted: JsonObject, at: string[]): JsonObject {
    const result: JsonObject = { ...before }
    for (const [key, value] of Object.entries(wanted)) {
      const path = [...at, key]
      const old = before[key]
      if (isObject(old) && isObject(value)) result[key] = merge(old, value, path)
      else if (old === undefined || known === 'all' || isOurs(present, path, known)) result[key] = value
      // Kept as it is written, so that nothing seems to change.
      if (isSame(old, value)) result[key] = old as JsonObject[string]
    }
    return result
  }
}
