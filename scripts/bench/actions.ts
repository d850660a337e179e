import type { BenchTenant } from './bench-tenant.ts'

export type NewAction = {
  name: string
  code: string
  secrets?: { name: string; value: string }[]
  dependencies?: { name: string; version: string }[]
}

/** What a login costs that runs an Action which does nothing. */
export const EMPTY: NewAction = { name: 'empty', code: 'exports.onExecutePostLogin = async () => {}' }

/** Deploys a Post-Login Action and binds it behind those that there are. Its id. */
export async function bindAction({ management, control }: BenchTenant, action: NewAction): Promise<string> {
  const { id } = await management.actions.create({
    ...action,
    runtime: 'node22',
    supported_triggers: [{ id: 'post-login', version: 'v3' }],
  })
  if (id === undefined) throw new Error(`The Action ${action.name} has no id.`)
  await management.actions.deploy(id)
  const bound = (await control.state()).configuration.bindings['post-login'] ?? []
  const bindings = [
    ...bound.map(({ action_id, display_name }) => ({ action_id, display_name })),
    { action_id: id, display_name: action.name },
  ]
  await management.actions.triggers.bindings.updateMany('post-login', {
    bindings: bindings.map(({ action_id, display_name }) => ({
      display_name,
      ref: { type: 'action_id', value: action_id },
    })),
  })
  return id
}
