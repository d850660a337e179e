import type { Change } from '../core/change.ts'
import type { Effect } from '../core/effects.ts'
import { log, turnAway } from '../core/effects.ts'
import { mayGoOn } from '../core/sms-only-account.ts'
import type { SmsOnlyFacts } from '../core/sms-only-account.ts'
import type { UserId } from '../core/user-id.ts'
import { isSmsAccount } from '../core/user-id.ts'
import type { World } from '../ports.ts'

export type NotifyRequest = SmsOnlyFacts & {
  userId: UserId
  /** The account that the login has become, where a phone was linked by the OTP grant: no page can be shown. */
  linkedFor: UserId | undefined
  /** Whether this is an inner login, of the companion. */
  isInner: boolean
  change: Change | undefined
  /** The Form that shows the confirmation and sends the email; undefined where none is configured. */
  form: string | undefined
  /** The words for it. */
  buildVars: (change: Change) => Record<string, string>
}

/**
 * `onExecutePostLogin` of phone-notice: after a change, tells programs by a Security Event Token, and the person by a
 * page and an email. Nothing here can stop the login: the change is made.
 */
export async function beginNotice(
  request: NotifyRequest,
  { securityEvents }: Pick<World, 'securityEvents'>,
): Promise<Effect[]> {
  const { isInner, linkedFor, change, form, buildVars } = request
  const userId = linkedFor ?? request.userId
  if (isInner) return [log('stand_aside')]
  if (isSmsAccount(userId) && !mayGoOn(request)) return turnAway('sms_only_account')
  if (!change) return [log('no_change')]
  const pushed = change.pushed ? undefined : await securityEvents?.push(userId, change)
  const detail = pushed?.kind === 'failed' ? pushed.code : undefined
  if (form === undefined || linkedFor) return [{ kind: 'drop_change' }, log('notice_without_page', detail)]
  return [{ kind: 'render', form, vars: buildVars(change) }, log('notice', detail)]
}

/** `onContinuePostLogin` of phone-notice. @param emailed whether the tenant took the email to send it */
export function finishNotice(userId: UserId, emailed: boolean): Effect[] {
  if (isSmsAccount(userId)) return turnAway('sms_only_account')
  return [{ kind: 'drop_change' }, log(emailed ? 'notified' : 'notice_email_failed')]
}
