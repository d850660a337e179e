import { RECORD_NAME } from '../deploy/record.ts'
import { isClaimed, type DeletedKind, type Part, type UndeployFacts, type UndeployItem } from './part.ts'

/** Removes what is ours and nobody else's; the record last, since it says what is left to do. */
export function removeOurs({ present, record }: UndeployFacts): Part {
  const of = (type: string, kind: DeletedKind, list: readonly { id: string; name: string }[]) =>
    list.filter(({ name }) => isClaimed(record, type, name)).map(({ id, name }) => ({ type, kind, id, name }))
  const clients = present.clients.map(({ client_id, name }) => ({ id: client_id, name }))
  const all = [
    ...of('Action', 'action', present.actions),
    ...of('Form', 'form', present.forms),
    ...of('Flow', 'flow', present.flows),
    ...of('Application', 'client', clients),
    ...present.actions
      .filter(({ name }) => name === RECORD_NAME)
      .map(({ id, name }) => ({ type: 'Action', kind: 'action' as const, id, name })),
  ]
  return {
    items: all.map(({ type, name }): UndeployItem => ({ type, name, change: 'remove', details: [] })),
    steps: all.map(({ kind, id }) => ({ do: 'delete', kind, id })),
  }
}
