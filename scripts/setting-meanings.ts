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
    'Countries whose numbers may be typed there, as two letters separated by commas, e.g. `DE,GB`. `default`, or not set: those that the build was made for.',
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
} as const satisfies Record<SettingName, string>
