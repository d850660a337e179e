import { unmarkApps } from './apps.ts'
import { restoreAttackProtection } from './attack-protection.ts'
import { unbindActions } from './bindings.ts'
import { restoreConnections } from './connections.ts'
import { removeOurs } from './ours.ts'
import type { Part, UndeployFacts, UndeployItem } from './part.ts'
import { removePhoneTemplates, restorePhoneProvider } from './phone.ts'

export type UndeployPlan = Required<Part>

// The order in which things are done: doors first, so that nobody is on a way that ends; what runs before what it
// needs; the record last.
const PARTS = [
  unmarkApps,
  restoreConnections,
  unbindActions,
  restorePhoneProvider,
  removePhoneTemplates,
  restoreAttackProtection,
  removeOurs,
]

/**
 * What it takes to put back what was there before ours, and to remove ours. Pure. What somebody has changed since stays
 * as they want it.
 *
 * @throws {Error} when something cannot be put back without being told more
 */
export function planUndeploy(facts: UndeployFacts): UndeployPlan {
  const parts = PARTS.map((part) => part(facts))
  return {
    items: parts.flatMap(({ items }): UndeployItem[] => items),
    steps: parts.flatMap(({ steps }) => steps),
    notes: [...parts.flatMap(({ notes = [] }) => notes), ...onPeople(facts)],
  }
}

function onPeople({ peopleWithPhones }: UndeployFacts): string[] {
  if (peopleWithPhones === 0) return []
  return [
    `Linked phones stay where they are, on ${peopleWithPhones ?? 'an unknown number of'} accounts: nothing of people is changed. They sign in at apps that the connection “sms” is open to.`,
  ]
}
