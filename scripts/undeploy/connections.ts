import { isSame, takeBack } from '../deploy/json-changes.ts'
import type { PresentConnection } from '../deploy/present-tenant.ts'
import type { ConnectionBefore } from '../deploy/record.ts'
import type { Part, UndeployFacts } from './part.ts'

/**
 * Closes connections to those that we opened them to, and sets their options as they were. One that we made goes, unless
 * people have linked phones: then it stays as their way in, and only signing up by it ends.
 */
export function restoreConnections({ present, record, peopleWithPhones }: UndeployFacts): Part {
  const parts = present.connections.flatMap((connection) => {
    const before = record.before.connections[connection.name]
    if (before === undefined) return []
    if (!before.made) return [restored(connection, before)]
    return [peopleWithPhones !== 0 ? kept(connection, peopleWithPhones) : removed(connection)]
  })
  return {
    items: parts.flatMap(({ items }) => items),
    steps: parts.flatMap(({ steps }) => steps),
    notes: parts.flatMap(({ notes = [] }) => notes),
  }
}

function restored({ id, name, options, enabledClients }: PresentConnection, before: ConnectionBefore): Part {
  const former = takeBack(options, before.options)
  const clientIds = before.opened.filter((clientId) => enabledClients.includes(clientId))
  const hasOptions = !isSame(former, options)
  const details = [
    ...(hasOptions ? ['options as they were'] : []),
    ...(clientIds.length > 0 ? [`closed to ${clientIds.length} that it was opened to`] : []),
  ]
  if (details.length === 0) return { items: [], steps: [] }
  return {
    items: [{ type: 'Connection', name, change: 'restore', details }],
    steps: [
      ...(clientIds.length > 0 ? [{ do: 'close' as const, connectionId: id, clientIds }] : []),
      ...(hasOptions ? [{ do: 'set_options' as const, connectionId: id, options: former }] : []),
    ],
  }
}

const removed = ({ id, name }: PresentConnection): Part => ({
  items: [{ type: 'Connection', name, change: 'remove', details: ['there was none before'] }],
  steps: [{ do: 'delete', kind: 'connection', id }],
})

function kept({ id, name, options }: PresentConnection, people: number | undefined): Part {
  const isOpen = options['disable_signup'] !== true
  return {
    items: [{ type: 'Connection', name, change: 'keep', details: ['signing up by it is switched off'] }],
    steps: isOpen
      ? [{ do: 'set_options', connectionId: id, options: { ...options, disable_signup: true } }]
      : [],
    notes: [
      `The connection “${name}” stays, though it was made by deploy: ${people ?? 'an unknown number of'} people sign in by it. Nobody can sign up by it any more.`,
    ],
  }
}
