import type { Stage } from './stage.ts'

const OURS = ['phone-gate', 'phone-challenge']
const TRIGGERS = ['pre-user-registration', 'post-login'] as const

/** Runs the work as if the tenant did not have our Actions yet, then binds them again as they were. */
export async function withoutOurActions<T>(stage: Stage, work: () => Promise<T>): Promise<T> {
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
  await bind((name) => !OURS.includes(name))
  try {
    return await work()
  } finally {
    await bind(() => true)
  }
}

/** Gives one of our Actions other secrets, and deploys it. */
export async function resetSecrets(
  stage: Stage,
  action: string,
  secrets: Record<string, string>,
): Promise<void> {
  const { actions } = (await stage.tenant.control.state()).configuration
  const id = actions.find(({ name }) => name === action)?.id ?? ''
  await stage.management.actions.update(id, {
    secrets: Object.entries(secrets).map(([name, value]) => ({ name, value })),
  })
  await stage.management.actions.deploy(id)
}
