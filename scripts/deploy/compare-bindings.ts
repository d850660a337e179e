import type { BindingEntry, TenantFile } from './tenant-file.ts'
import type { BindingPlan, Piece } from './plan.ts'
import { piece } from './plan.ts'
import type { PresentBinding, PresentTenant } from './present-tenant.ts'

export type BindingsPlan = { pieces: Piece[]; bindings: { [triggerId: string]: BindingPlan } }

/** Ours come first, in our order, so that nobody's Action runs for an account that may not sign in; others after, as they were. */
export function compareBindings({ triggers = {} }: TenantFile, present: PresentTenant): BindingsPlan {
  const plans = Object.entries(triggers).map(([trigger, ours]) => {
    const before = present.bindings[trigger] ?? []
    return [trigger, { before, after: placed(ours, before) }] as const
  })
  return {
    bindings: Object.fromEntries(plans),
    pieces: plans.map(([trigger, plan]) =>
      piece({ type: 'Bindings', name: trigger }, true, differencesOf(plan)),
    ),
  }
}

/** Ours, then those of others in their order. */
export function placed(
  ours: readonly BindingEntry[],
  before: readonly PresentBinding[],
): BindingPlan['after'] {
  const names = new Set(ours.map(({ action_name }) => action_name))
  return [
    ...ours.map(({ action_name, display_name }) => ({ actionName: action_name, displayName: display_name })),
    ...before
      .filter(({ actionName }) => !names.has(actionName))
      .map(({ actionName, displayName }) => ({ actionName, displayName })),
  ]
}

function differencesOf({ before, after }: BindingPlan): string[] {
  const there = before.map(({ actionName }) => actionName)
  const added = after.filter(({ actionName }) => !there.includes(actionName))
  const isInOrder = there.join('\n') === after.map(({ actionName }) => actionName).join('\n')
  if (added.length > 0) return added.map(({ actionName }) => `${actionName} is bound`)
  return isInOrder ? [] : ['ours come first']
}
