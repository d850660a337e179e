import type { Management } from 'auth0'
import type { Stage } from './stage.ts'

/** Where others bind an Action of theirs: in front of ours, or behind them, where a deploy leaves it. */
export const PLACES = ['before ours', 'after ours'] as const
export type Place = (typeof PLACES)[number]

/** The line that README gives to others, for Actions that have no business in inner logins. */
export const SKIP = `if (event.client.metadata?.phone_link_inner === 'true') return\n`

/** Deploys somebody else's post-login Action, and binds it at one end of the order. */
export async function bindForeign(stage: Stage, name: string, place: Place, code: string): Promise<void> {
  const { actions } = stage.management
  const trigger: Management.ActionTriggerTypeEnum = 'post-login'
  const made = await actions.create({
    ...{ name, code, runtime: 'node22' },
    supported_triggers: [{ id: trigger, version: 'v3' }],
  })
  const id = made.id ?? ''
  await actions.deploy(id)
  const { configuration } = await stage.tenant.control.state()
  const present = (configuration.bindings[trigger] ?? []).map(({ action_id, display_name }) => ({
    ...{ display_name, ref: { type: 'action_id' as const, value: action_id } },
  }))
  const own = { display_name: name, ref: { type: 'action_id' as const, value: id } }
  await actions.triggers.bindings.updateMany(trigger, {
    bindings: place === 'before ours' ? [own, ...present] : [...present, own],
  })
}
