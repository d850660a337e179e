import type { Action } from '../../../scripts/local-tenant/state.ts'
import type { Stage } from './stage.ts'

/** Of a stage, what it takes to change an Action. */
type Changeable = Pick<Stage, 'management'> & { tenant: Pick<Stage['tenant'], 'control'> }

const OURS = ['phone-gate', 'reauthenticate', 'phone-prompt', 'phone-challenge', 'phone-notice']
const TRIGGERS = ['pre-user-registration', 'post-login'] as const

/** Runs the work as if the tenant did not have our Actions yet, then binds them again as they were. */
export function withoutOurActions<T>(stage: Stage, work: () => Promise<T>): Promise<T> {
  return withoutActions(stage, OURS, work)
}

/** Runs the work with some of our Actions taken out of the bindings, then binds them again as they were. */
export async function withoutActions<T>(
  stage: Stage,
  without: readonly string[],
  work: () => Promise<T>,
): Promise<T> {
  const { bindings } = (await stage.tenant.control.state()).configuration
  const bind = async (keep: (name: string) => boolean) => {
    for (const trigger of TRIGGERS) {
      const kept = (bindings[trigger] ?? []).filter(({ display_name }) => keep(display_name))
      await stage.management.actions.triggers.bindings.updateMany(trigger, {
        bindings: kept.map(({ action_id, display_name }) => ({
          display_name,
          ref: { type: 'action_id', value: action_id },
        })),
      })
    }
  }
  await bind((name) => !without.includes(name))
  try {
    return await work()
  } finally {
    await bind(() => true)
  }
}

/** Gives one of our Actions other secrets, and deploys it. */
export async function resetSecrets(
  stage: Changeable,
  action: string,
  secrets: Record<string, string>,
): Promise<void> {
  await giveSecrets(stage, await actionOf(stage, action), secrets)
}

/** Changes some secrets of one of our Actions, keeps the others, and deploys it. */
export async function changeSecrets(
  stage: Changeable,
  action: string,
  changes: Record<string, string>,
): Promise<void> {
  const found = await actionOf(stage, action)
  const secrets = Object.fromEntries(found.secrets.map(({ name, value }) => [name, value]))
  await giveSecrets(stage, found, { ...secrets, ...changes })
}

async function actionOf(stage: Changeable, action: string): Promise<Action> {
  const { actions } = (await stage.tenant.control.state()).configuration
  const found = actions.find(({ name }) => name === action)
  if (found === undefined) throw new Error(`The tenant has no Action ${action}.`)
  return found
}

async function giveSecrets(
  stage: Changeable,
  { id }: Action,
  secrets: Record<string, string>,
): Promise<void> {
  await stage.management.actions.update(id, {
    secrets: Object.entries(secrets).map(([name, value]) => ({ name, value })),
  })
  await stage.management.actions.deploy(id)
}

/** What the tenant does with people who have no phone. */
export async function setPolicy(stage: Stage, changes: Record<string, string>): Promise<void> {
  for (const action of ['reauthenticate', 'phone-prompt']) await changeSecrets(stage, action, changes)
}
