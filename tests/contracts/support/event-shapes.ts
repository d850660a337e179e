import { officialEvents } from '../../../scripts/fidelity/described/official.ts'
import { REQUIRED_OF_EVENTS, at } from '../../../scripts/fidelity/described/own-events.ts'

export { at }

export type Trigger = 'PostLogin' | 'PreUserRegistration' | 'CustomPhoneProvider'

const official = officialEvents()

export const hasOfficialDescription = official !== undefined

/** Keys that Auth0 promises and the event does not have. */
export function missingKeys(trigger: Trigger, event: object): string[] {
  return (REQUIRED_OF_EVENTS[nameOf(trigger)] ?? ['a trigger']).filter(
    (path) => at(event, path) === undefined,
  )
}

/** Problems by the official description; secrets come on top of what it describes. */
export function findProblems(trigger: Trigger, event: object): string[] {
  const verdict = official?.judge(nameOf(trigger), event)
  return verdict === 'not_described' ? [`${trigger} is not described`] : (verdict ?? [])
}

const nameOf = (trigger: Trigger): string => trigger.replace(/(?<!^)[A-Z]/g, '-$&').toLowerCase()
