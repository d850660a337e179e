import { RECORD_NAME, type DeployRecord } from './record.ts'
import type { OurNames } from './our-names.ts'
import type { PresentTenant } from './present-tenant.ts'

type Claim = { kind: string; name: string }

/** Everything that goes by one of our names, as the record lists it. */
function claimsOf(ours: OurNames): Claim[] {
  const of = (kind: string, names: readonly string[]): Claim[] => names.map((name) => ({ kind, name }))
  return [
    ...of('Action', ours.actions),
    ...of('Application', [ours.companion]),
    ...of('Form', ours.forms),
    ...of('Flow', ours.flows),
  ]
}

const textOfClaim = ({ kind, name }: Claim): string => `${kind}/${name}`

/** The record once all of ours is claimed: from then on, what has these names is ours. */
export function withClaims(record: DeployRecord, ours: OurNames): DeployRecord {
  return { ...record, claimed: [...new Set([...record.claimed, ...claimsOf(ours).map(textOfClaim)])] }
}

/**
 * What the tenant has under one of our names without its being ours: nobody's Action is written over.
 *
 * @returns e.g. `Action “reauthenticate”`
 */
export function namesOfOthers(ours: OurNames, present: PresentTenant, record: DeployRecord): string[] {
  const there = new Set(
    [
      ...present.actions.filter(({ name }) => name !== RECORD_NAME).map(({ name }) => ['Action', name]),
      ...present.clients.map(({ name }) => ['Application', name]),
      ...present.forms.map(({ name }) => ['Form', name]),
      ...present.flows.map(({ name }) => ['Flow', name]),
    ].map(([kind = '', name = '']) => textOfClaim({ kind, name })),
  )
  return claimsOf(ours)
    .filter((claim) => there.has(textOfClaim(claim)) && !record.claimed.includes(textOfClaim(claim)))
    .map(({ kind, name }) => `${kind} “${name}”`)
}
