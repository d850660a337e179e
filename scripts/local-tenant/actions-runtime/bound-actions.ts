import type { Action, ActionVersion, TenantState } from '../state.ts'

/** A deployed Action in its place in a trigger. */
export type BoundAction = { index: number; action: Action; version: ActionVersion }

/** The Actions that run, in order: a binding whose Action was removed or never deployed is passed over. */
export function boundActions(state: TenantState, trigger: string): BoundAction[] {
  const { bindings, actions, actionVersions } = state.configuration
  return (bindings[trigger] ?? []).flatMap((binding, index) => {
    const action = actions.find(({ id }) => id === binding.action_id)
    const version = actionVersions.find(({ id }) => id === action?.deployed_version_id)
    return action && version ? [{ index, action, version }] : []
  })
}

/** The Action of a trigger that nobody binds: whichever is deployed runs. */
export function deployedAction(state: TenantState, trigger: string): BoundAction | undefined {
  const { actions, actionVersions } = state.configuration
  for (const [index, action] of actions.entries()) {
    const version = actionVersions.find(({ id }) => id === action.deployed_version_id)
    if (version?.supported_triggers.some(({ id }) => id === trigger)) return { index, action, version }
  }
  return undefined
}

/**
 * What is left to run after a redirect or a form: the Action that asked for it, then those behind it; after a challenge
 * (`next`), only those behind it. Bindings may have changed
 * meanwhile, so the Action counts and its place only decides between equals; `null` when it is gone.
 */
export function resumeFrom(
  bound: BoundAction[],
  resume: { binding_index: number; action_id: string; next?: boolean },
): BoundAction[] | null {
  const same = bound.filter(({ action }) => action.id === resume.action_id)
  const start = same.find(({ index }) => index === resume.binding_index) ?? same[0]
  return start === undefined ? null : bound.slice(bound.indexOf(start) + (resume.next === true ? 1 : 0))
}
