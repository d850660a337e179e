import type { Reason } from '../lib/core/refusals.ts'

/** For the README: when each refusal happens, and what an admin or developer can do. Not shipped. */
export const REFUSAL_MEANINGS = {
  sms_only_account:
    "The account's root identity is a phone (`sms|…`). The login is denied at every entrance, and phone-only sign-up too. With `SMS_ONLY_ACCOUNTS` as `allow`, only sign-up and what an interrupted linking left over.",
  connection_not_allowed:
    'Somebody used the companion client with a connection other than `sms` and `email`, or signed up with it by email. Denied.',
  intent_unknown: '`ext-phone` was not exactly one of `add`, `replace`, `remove`.',
  email_unverified: "The account's email address is not verified.",
  step_up_required:
    'The session is older than ten minutes and the tenant has no way to ask again: `reauthenticate` is not bound, the account has a second factor of an old kind, or no email that a code can reach. Ask again with `prompt=login`. With `link_to`: the ID token tells of no sign-in, or second factor, within ten minutes.',
  reauthentication_failed: 'The email code that was asked for again proved another account.',
  challenge_expired: 'The person took more than ten minutes, or the memory of the request is gone.',
  answer_malformed: 'The way back held no `code` or `state`, or one of them twice.',
  proof_invalid:
    'The inner ID token or its code did not hold: signature, issuer, audience, nonce, time, or another transaction.',
  link_token_invalid:
    'Only with `link_to`: what was sent is no ID token that this tenant has issued to this client for an account by email, or that account is gone or blocked.',
  link_token_used: 'Only with `link_to`: a phone was to be added with this ID token before.',
  phone_already_linked: 'Only with `link_to`: the account has another phone. It can be replaced on pages.',
  phone_in_use:
    'The number belongs to another account. Neither account is changed, nothing about it is told.',
  phone_account_has_history:
    'A phone account with this number was used on its own before; linking would discard its data. An admin decides.',
  phone_not_supported:
    'The number is not in E.164 form; or, with `COLLECT_NUMBER`, it is no mobile number of an allowed country.',
  too_soon:
    'More than three attempts by one user within 24 hours: the fourth has to wait for a minute, and each further one twice as long as the one before.',
  too_many_attempts: 'Ten attempts by one user within 24 hours.',
  no_phone: '`replace` or `remove` was asked for an account without a phone.',
  last_way_in: 'Removing the phone would leave no way to sign in. Nothing was removed.',
  phone_required: 'The policy is `required`, and the person did not add a phone. Denied.',
  phone_changed:
    'The session rests on a code to a phone that has been replaced or removed since. Denied; signing in again helps.',
  link_failed: 'The Management API did not confirm the link. The log line names what it answered.',
  old_phone_remains:
    'The new phone is linked, but the Management API did not confirm that the old one is off. The next login completes it.',
  remove_failed: 'The Management API did not confirm the removal. The log line names what it answered.',
  not_available:
    'Settings, hosts or an outside service are not in order, or a removal was asked for where `phone-prompt` is not bound. The log line says which.',
} as const satisfies Record<Reason, string>
