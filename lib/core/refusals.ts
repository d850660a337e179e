/**
 * Why a phone step, or a login by phone alone, is refused: a stable code and the sentence a person may read.
 * Both are free of data: no number, address or id, and nothing about anybody else's account.
 */
export const REASONS = {
  sms_only_account: 'Sign in with your email first. Then you can add this phone to your account.',
  connection_not_allowed: 'This way of signing in cannot be used here.',
  intent_unknown: 'What the app asked for is not known.',
  email_unverified: 'Confirm your email address first.',
  step_up_required: 'Sign in with your email again, then add your phone.',
  challenge_expired: 'That took too long. Start again.',
  answer_malformed: 'Something went wrong on the way back. Start again.',
  proof_invalid: 'This phone could not be confirmed. Start again.',
  phone_in_use: 'This number cannot be used.',
  phone_account_has_history: 'This number cannot be added here. Contact support.',
  phone_not_supported: 'This kind of number is not supported.',
  too_many_attempts: 'Too many attempts. Try again tomorrow.',
  link_failed: 'Your phone could not be added just now. Try again.',
  not_available: 'This is not available right now. Try again later.',
} as const satisfies Record<string, string>

export type Reason = keyof typeof REASONS

/**
 * The text of a denied login: the stable code first, so that an app can act on it, then the sentence.
 * Auth0 hands it to the app as `error_description`.
 */
export function describeReason(reason: Reason): string {
  return `${reason}: ${REASONS[reason]}`
}
