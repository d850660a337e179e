import type { SettingName } from '../lib/settings-table.ts'

/** For the README: what an admin needs to know of each setting. Not shipped. */
export const SETTING_MEANINGS = {
  TENANT_DOMAIN: "The tenant's canonical domain, without `https://`, e.g. `acme.eu.auth0.com`.",
  CUSTOM_DOMAINS: 'Custom domains that people sign in at, separated by commas.',
  COMPANION_CLIENT_ID: 'Client ID of the application `Phone Linking Companion`.',
  COMPANION_CLIENT_SECRET: 'Client secret of the application `Phone Linking Companion`.',
  FINGERPRINT_KEY:
    'At least 32 random characters. Numbers are remembered as HMAC-SHA-256 under this key, never in clear.',
  PHONE_POLICY:
    'What happens to people without a phone: `never` (the default) nothing; `offer` a page that can be put off; `required` a phone is needed to sign in to enabled apps.',
  OFFER_AGAIN_DAYS: 'Days until somebody who was offered a phone is offered one again; 30 if not set.',
  OFFER_TIMES: 'How often somebody is offered a phone at all; 3 if not set.',
  COLLECT_NUMBER:
    '`on`: the number is asked for on a page of our own, and its country and kind are judged, before the page that sends the code. The number is then part of the address of that page. `off` is the default.',
  ALLOWED_COUNTRIES:
    'Countries whose numbers may be used, as two letters separated by commas, e.g. `DE,GB`. `default`, or not set: those that the build was made for.',
  NUMBER_TYPES:
    'Kinds of numbers that may be used, separated by commas: `mobile` (the default), `fixed_line`, `voip`. All others never may.',
  OFFER_FORM_ID: 'ID of the Form `Phone Linking Offer`.',
  REQUIRED_FORM_ID: 'ID of the Form `Phone Linking Required`.',
  NUMBER_FORM_ID: 'ID of the Form `Phone Linking Number`.',
  REMOVAL_FORM_ID: 'ID of the Form `Phone Linking Removal`.',
  NOTICE_FORM_ID:
    'ID of the Form `Phone Linking Notice`, which confirms a change and sends the email about it.',
  APP_NAME: 'The name that the email speaks for.',
  HELP_URL: 'A page of yours for somebody who did not make the change; the email links to it.',
  RECEIVER_URL: 'Where a Security Event Token about every change is pushed (RFC 8935).',
  RECEIVER_AUDIENCE: 'The `aud` of these tokens; the receiver’s URL if not set.',
  SIGNING_KEY:
    'The private key they are signed with, as a JWK with `alg` and `kid`; needed with `RECEIVER_URL`.',
  CODE_PROVIDER: 'Who delivers codes: `twilio_messaging`, `twilio_verify` or `webhook`.',
  TWILIO_ACCOUNT_SID: 'Twilio’s id of your account, `AC…`; needed with Twilio.',
  TWILIO_AUTH_TOKEN: 'The auth token of that account; needed with Twilio.',
  TWILIO_VERIFY_SID: 'The Verify service that sends the codes, `VA…`; needed with `twilio_verify`.',
  TWILIO_MESSAGING_SID:
    'The messaging service that sends the texts, `MG…`; needed with `twilio_messaging` unless there is `TWILIO_FROM`.',
  TWILIO_FROM: 'The number, short code or name that texts come from, where there is no messaging service.',
  TWILIO_API_URL: 'Where Twilio’s API is, if not at its usual place: a region of theirs, or a stand-in.',
  WEBHOOK_URL: 'Where codes are posted to as JSON; needed with `webhook`.',
  WEBHOOK_SECRET:
    'What these posts are signed with (Standard Webhooks): `whsec_` and 24 to 64 random bytes in base64; needed with `webhook`.',
  CODES_PER_HOUR:
    'How many codes all people together may be sent within an hour, as far as the cache remembers; any number if not set.',
  TICKET_CHECK:
    '`on`, the default: the companion sends a code only while an outer login asks for it, which needs Auth0’s Correlation ID. `off` where the tenant does not have that yet.',
} as const satisfies Record<SettingName, string>
