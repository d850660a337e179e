import type { BodyEntry } from './tenant-file.ts'
import { holds } from './json-changes.ts'
import type { Piece } from './plan.ts'
import { piece } from './plan.ts'
import type { PresentBody, PresentTenant } from './present-tenant.ts'
import { withFlowIds, type Wanted } from './wanted.ts'

/** Our Forms and the flows that they run. */
export function compareBodies({ file, bodies }: Wanted, present: PresentTenant): Piece[] {
  const idOf = (name: string) => present.flows.find((flow) => flow.name === name)?.id
  const compare = (type: string, resource: string, entries: BodyEntry[], there: PresentBody[]): Piece[] =>
    entries.map((entry) => {
      const found = there.find(({ name }) => name === entry.name)
      const wanted = withFlowIds(bodies.get(entry.body) ?? {}, idOf)
      return piece(
        { type, name: entry.name },
        found !== undefined,
        found && !holds(found.body, wanted) ? ['content'] : [],
        { resource, entry },
      )
    })
  return [
    ...compare('Flow', 'flows', file.flows ?? [], present.flows),
    ...compare('Form', 'forms', file.forms ?? [], present.forms),
  ]
}
