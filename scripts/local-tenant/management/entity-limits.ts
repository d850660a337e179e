import type { Action, ActionVersion, Binding, Configuration } from '../state.ts'
import { ENTITY_BOUND } from './action-content.ts'
import { ApiError } from './api-error.ts'

/** The same for every plan. Source: Auth0 docs, troubleshoot/customer-support/operational-policies/entity-limit-policy. */
export const ENTITY_LIMITS = {
  ...{ actions: 100, actionsPerTrigger: 20, versionsPerAction: 50 },
  ...{ forms: 500, flows: 500, connectionsPerOrganization: 10 },
} as const

/** The words are those of the API's description; the code is none that it tells. */
export const tooMany = () =>
  new ApiError(403, 'You reached the limit of entities of this type for this tenant.', 'too_many_entities')

/** Only Actions that are bound and deployed count. @throws {ApiError} 403 when these bindings would be too many */
export function checkBindings(configuration: Configuration, trigger: string, list: Binding[]): void {
  const bindings = { ...configuration.bindings, [trigger]: list }
  if (list.length > ENTITY_LIMITS.actionsPerTrigger) throw tooMany()
  if (countActions({ ...configuration, bindings }) > ENTITY_LIMITS.actions) throw tooMany()
}

/** An Action that nobody binds counts from its first deploy on. @throws {ApiError} 403 when it is one too many */
export function checkDeploy(configuration: Configuration, action: Action): void {
  const isNew = action.deployed_version_id === null && isEntityBound(action)
  if (isNew && countActions(configuration) >= ENTITY_LIMITS.actions) throw tooMany()
}

function countActions({ actions, bindings }: Configuration): number {
  const bound = new Set(Object.values(bindings).flatMap((list) => list.map(({ action_id }) => action_id)))
  return actions.filter(
    (action) => action.deployed_version_id !== null && (bound.has(action.id) || isEntityBound(action)),
  ).length
}

const isEntityBound = ({ supported_triggers }: Action): boolean =>
  supported_triggers.some(({ id }) => ENTITY_BOUND.includes(id))

/** «Once you reach the limit, every additional version results in Auth0 deleting the oldest unused version.» */
export function withoutOldest(
  versions: ActionVersion[],
  { id, deployed_version_id }: Action,
): ActionVersion[] {
  const own = versions.filter(({ action_id }) => action_id === id)
  if (own.length <= ENTITY_LIMITS.versionsPerAction) return versions
  const oldest = own.find((version) => version.id !== deployed_version_id)
  return versions.filter((version) => version !== oldest)
}
