import type { PreUserRegistrationResult } from '../tenant.ts'
import type { BoundAction } from './bound-actions.ts'
import type { TriggerRunner } from './trigger-run.ts'

/** Runs pre-user-registration Actions in order until one denies or fails; then no user is created. */
export async function runPreUserRegistration(
  runner: TriggerRunner,
  bound: BoundAction[],
  event: object,
  timeLimit: number,
): Promise<PreUserRegistrationResult> {
  const deadline = performance.now() + timeLimit
  const appMetadata: { [key: string]: unknown } = {}
  const userMetadata: { [key: string]: unknown } = {}
  for (const step of bound) {
    const action_name = step.action.name
    const answer = await runner.run({
      trigger: 'pre-user-registration',
      handler: 'onExecutePreUserRegistration',
      bound: step,
      event,
      canRedirect: false,
      primaryUserIsSet: false,
      deadline,
    })
    if (answer.kind === 'error') return { kind: 'failed', message: answer.message, action_name }
    if (answer.effects.denial) return { kind: 'denied', ...answer.effects.denial, action_name }
    Object.assign(appMetadata, answer.effects.appMetadata)
    Object.assign(userMetadata, answer.effects.userMetadata)
  }
  return { kind: 'allowed', appMetadata, userMetadata }
}
