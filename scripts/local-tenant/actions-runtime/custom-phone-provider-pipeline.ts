import type { CustomPhoneProviderResult } from '../tenant.ts'
import type { BoundAction } from './bound-actions.ts'
import type { TriggerRunner } from './trigger-run.ts'

/** Hands one message to the tenant's custom phone provider; there is one Action of this trigger at most. */
export async function runCustomPhoneProvider(
  runner: TriggerRunner,
  deployed: BoundAction | undefined,
  event: object,
  timeLimit: number,
): Promise<CustomPhoneProviderResult> {
  if (deployed === undefined) return { kind: 'absent' }
  const action_name = deployed.action.name
  const answer = await runner.run({
    trigger: 'custom-phone-provider',
    handler: 'onExecuteCustomPhoneProvider',
    bound: deployed,
    event,
    canRedirect: false,
    primaryUserIsSet: false,
    deadline: performance.now() + timeLimit,
  })
  if (answer.kind === 'error') return { kind: 'failed', reason: answer.message, action_name }
  const { notification } = answer.effects
  if (notification === undefined) return { kind: 'delivered', action_name }
  const kind = notification.kind === 'drop' ? 'dropped' : 'to_retry'
  return { kind, reason: notification.reason, action_name }
}
