import { isSmsAccount } from '../../lib/core/user-id.ts'
import { BORN_KEY } from '../../lib/protocol/app-metadata.ts'
import type { Account } from './account.ts'

/** Why an account that an inner login made, or reached, stays. */
export const KEPT = {
  other_way_in: 'has another way in than the phone',
  recent: 'made or used within the time that was given',
  blocked: 'blocked by an admin',
  app_metadata: 'has app_metadata that we did not write',
  user_metadata: 'has user_metadata',
  profile: 'has an email, a user name or a name of a person',
  second_factor: 'has a second factor',
} as const satisfies Record<string, string>

export type KeptReason = keyof typeof KEPT

/**
 * `left_over`: an inner login made it, and nobody would miss it. `unmarked`: a phone account that no inner login is
 * known to have made, so perhaps somebody's own.
 */
export type Verdict = { is: 'left_over' } | { is: 'unmarked' } | { is: 'kept'; reason: KeptReason }

/**
 * Whether an account is what an inner login made and no link ever completed. What cannot be told is never left over.
 *
 * @param before a left-over was made, and last used, earlier than this
 */
export function judgeLeftOver(user: Account, before: Date): Verdict {
  if (!isPhoneAlone(user)) return kept('other_way_in')
  if (user.app_metadata?.[BORN_KEY] !== true) return { is: 'unmarked' }
  if (!isOlder(user, before)) return kept('recent')
  if (user.blocked === true) return kept('blocked')
  // Also other keys of ours: an account that has a phone step of its own behind it was used as one.
  if (Object.keys(user.app_metadata).length > 1) return kept('app_metadata')
  if (Object.keys(user.user_metadata ?? {}).length > 0) return kept('user_metadata')
  if (user.email || user.username || user.given_name || user.family_name) return kept('profile')
  if ((user.multifactor ?? []).length > 0) return kept('second_factor')
  return { is: 'left_over' }
}

const kept = (reason: KeptReason): Verdict => ({ is: 'kept', reason })

function isPhoneAlone({ user_id = '', identities = [] }: Account): boolean {
  const [identity] = identities
  return isSmsAccount(user_id) && identities.length === 1 && identity?.provider === 'sms'
}

// `updated_at` too: Auth0 moves it at a login and whenever an admin or a program touches the account.
function isOlder({ created_at, updated_at, last_login }: Account, before: Date): boolean {
  const times = [created_at, ...[updated_at, last_login].filter((time) => time !== undefined)]
  // Not a time at all is NaN, which is earlier than nothing.
  return times.every((time) => Date.parse(time ?? '') < before.getTime())
}
