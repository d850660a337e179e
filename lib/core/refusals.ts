/**
 * Why a phone step, or a login by phone alone, is refused: a stable code and the sentence a person may read.
 * Both are free of data: no number, address or id, and nothing about anybody else's account.
 */
export const REASONS = {
  sms_only_account: 'Sign in with your email first. Then you can add this phone to your account.',
  connection_not_allowed: 'This way of signing in cannot be used here.',
  intent_unknown: 'What the app asked for is not known.',
  email_unverified: 'Confirm your email address first.',
  step_up_required: 'Sign in again first, then change your phone.',
  reauthentication_failed: 'That code was for another account. Start again.',
  challenge_expired: 'That took too long. Start again.',
  answer_malformed: 'Something went wrong on the way back. Start again.',
  proof_invalid: 'This phone could not be confirmed. Start again.',
  link_token_invalid: 'Your login could not be confirmed. Sign in again.',
  link_token_used: 'Your login has been used for this already. Sign in again.',
  phone_already_linked: 'There is a phone on this account already.',
  phone_in_use: 'This number cannot be used.',
  phone_account_has_history: 'This number cannot be added here. Contact support.',
  phone_not_supported: 'This kind of number is not supported.',
  too_soon: 'That was tried a few times. Wait a while, then try again.',
  too_many_attempts: 'Too many attempts. Try again tomorrow.',
  no_phone: 'There is no phone on this account.',
  last_way_in: 'This phone is your only way to sign in. Confirm an email address first.',
  phone_required: 'A phone number is required here.',
  phone_changed: 'The phone of this account has changed. Sign in again.',
  link_failed: 'Your phone could not be added just now. Try again.',
  old_phone_remains: 'Your new phone is added. Sign in again to take the old one off.',
  remove_failed: 'Your phone could not be removed just now. Try again.',
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
