import { holds } from '../../deploy/json-changes.ts'
import type { PresentBody, PresentTenant } from '../../deploy/present-tenant.ts'
import { withFlowIds } from '../../deploy/wanted.ts'
import type { BodyEntry } from '../../deploy/tenant-file.ts'
import type { Expected } from '../expected.ts'
import { DEPLOY, failFor, type Check, type Seen } from '../finding.ts'
import { about, nameList } from '../name-list.ts'

export const FORMS: Check = {
  check: 'forms',
  title: 'Forms',
  meaning: 'Our Forms are there and say and do what was built. What Auth0 adds by itself does not count.',
  blocks: false,
  mend: DEPLOY,
  look: (tenant, wanted) => compare(tenant, wanted, tenant.forms, wanted.file.forms ?? []),
}

export const FLOWS: Check = {
  check: 'flows',
  title: 'Flows',
  meaning: 'Our flows are there and do what was built. What Auth0 adds by itself does not count.',
  blocks: false,
  mend: DEPLOY,
  look: (tenant, wanted) => compare(tenant, wanted, tenant.flows, wanted.file.flows ?? []),
}

/** By the rule of the plan of a deploy, so that a deploy mends what is found here. */
function compare(
  { flows }: PresentTenant,
  { bodies }: Expected,
  present: readonly PresentBody[],
  entries: readonly BodyEntry[],
): readonly Seen[] {
  const idOf = (flowName: string) => flows.find(({ name }) => name === flowName)?.id
  const named = ({ name }: BodyEntry) => present.find((body) => body.name === name)
  const isChanged = (entry: BodyEntry) => {
    const found = named(entry)
    const built = bodies.get(entry.body)
    return found !== undefined && built !== undefined && !holds(found.body, withFlowIds(built, idOf))
  }
  const namesOf = (some: readonly BodyEntry[]) => some.map(({ name }) => name)
  return failFor(
    [
      ...about(namesOf(entries.filter((entry) => named(entry) === undefined)), (list) => `Missing: ${list}.`),
      ...about(namesOf(entries.filter(isChanged)), (list) => `Changed since they were built: ${list}.`),
    ],
    `${nameList(namesOf(entries))}.`,
  )
}
