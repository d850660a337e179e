import type { JsonObject } from '../local-tenant/json.ts'
import type { TenantFile } from './tenant-file.ts'
import { holds } from './json-changes.ts'
import type { Piece } from './plan.ts'
import { piece } from './plan.ts'
import type { PresentTenant } from './present-tenant.ts'

/** The application that runs inner logins, and what it may do at the Management API. */
export function compareCompanion(file: TenantFile, { companion }: PresentTenant, name: string): Piece[] {
  const entry = file.clients?.find((client) => client.name === name)
  if (entry === undefined) throw new Error(`tenant.yaml has no application “${name}”.`)
  const grant = (file['clientGrants'] as Grant[] | undefined)?.find(({ client_id }) => client_id === name)
  if (grant === undefined) throw new Error(`tenant.yaml has no client grant of “${name}”.`)
  const present: JsonObject = companion?.client ?? {}
  const differences = Object.entries(entry as JsonObject)
    .filter(([property, value]) => !holds(present[property], value))
    .map(([property]) => property)
  return [
    piece({ type: 'Application', name }, companion !== undefined, companion ? differences : [], {
      // What others have marked it with stays.
      ...{ resource: 'clients', entry: withMetadata(entry as JsonObject, present) },
    }),
    compareGrant(
      grant,
      companion?.grants.find(({ audience }) => audience === grant.audience),
    ),
  ]
}

type Grant = { client_id: string; audience: string; scope: string[] }

function compareGrant(wanted: Grant, found: { scope: string[] } | undefined): Piece {
  const missing = wanted.scope.filter((scope) => found && !found.scope.includes(scope))
  const extra = found?.scope.filter((scope) => !wanted.scope.includes(scope)) ?? []
  const differences = [
    ...missing.map((scope) => `${scope} is granted`),
    ...extra.map((scope) => `${scope} is taken back`),
  ]
  return piece(
    { type: 'Client grant', name: `${wanted.client_id}, Management API` },
    found !== undefined,
    differences,
    { resource: 'clientGrants', entry: wanted },
  )
}

function withMetadata(entry: JsonObject, present: JsonObject): JsonObject {
  const own = entry['client_metadata'] as JsonObject | undefined
  const others = present['client_metadata'] as JsonObject | undefined
  return { ...entry, client_metadata: { ...others, ...own } }
}
