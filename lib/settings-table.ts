import {
  checkAccountSid,
  checkCodeProvider,
  checkCount,
  checkCountries,
  checkHost,
  checkHosts,
  checkKey,
  checkKinds,
  checkMessagingSid,
  checkPolicy,
  checkSender,
  checkSigningKey,
  checkSwitch,
  checkText,
  checkUrl,
  checkVerifySid,
  checkWebhookSecret,
} from './settings-checks.ts'
import type { Problem } from './settings-checks.ts'

export const CHALLENGE = 'phone-challenge'
export const GATE = 'phone-gate'
export const STEP_UP = 'reauthenticate'
export const PROMPT = 'phone-prompt'
export const NOTICE = 'phone-notice'
export const SMS = 'sms-provider'

/** One row per secret: the Actions that have it, and how it is read. `scripts/setting-meanings.ts` says what it is. */
export const SETTINGS = {
  TENANT_DOMAIN: {
    of: [STEP_UP, PROMPT, CHALLENGE, NOTICE, SMS],
    required: true,
    check: checkHost,
  },
  CUSTOM_DOMAINS: {
    of: [STEP_UP, PROMPT, CHALLENGE],
    required: false,
    check: checkHosts,
  },
  COMPANION_CLIENT_ID: {
    of: [GATE, STEP_UP, PROMPT, CHALLENGE, NOTICE, SMS],
    required: true,
    check: checkText,
  },
  COMPANION_CLIENT_SECRET: {
    of: [STEP_UP, CHALLENGE, SMS],
    required: true,
    check: checkText,
  },
  FINGERPRINT_KEY: {
    of: [CHALLENGE, SMS],
    required: true,
    check: checkKey,
  },
  PHONE_POLICY: {
    of: [STEP_UP, PROMPT],
    required: false,
    check: checkPolicy,
  },
  OFFER_AGAIN_DAYS: {
    of: [STEP_UP, PROMPT],
    required: false,
    check: checkCount,
  },
  OFFER_TIMES: {
    of: [STEP_UP, PROMPT],
    required: false,
    check: checkCount,
  },
  COLLECT_NUMBER: {
    of: [PROMPT],
    required: false,
    check: checkSwitch,
  },
  ALLOWED_COUNTRIES: {
    of: [PROMPT, CHALLENGE, SMS],
    required: false,
    check: checkCountries,
  },
  NUMBER_TYPES: {
    of: [PROMPT, CHALLENGE, SMS],
    required: false,
    check: checkKinds,
  },
  OFFER_FORM_ID: {
    of: [PROMPT],
    required: true,
    check: checkText,
  },
  REQUIRED_FORM_ID: {
    of: [PROMPT],
    required: true,
    check: checkText,
  },
  NUMBER_FORM_ID: {
    of: [PROMPT],
    required: true,
    check: checkText,
  },
  REMOVAL_FORM_ID: {
    of: [PROMPT],
    required: true,
    check: checkText,
  },
  NOTICE_FORM_ID: {
    of: [NOTICE],
    required: false,
    check: checkText,
  },
  APP_NAME: { of: [NOTICE], required: true, check: checkText },
  HELP_URL: {
    of: [NOTICE],
    required: false,
    check: checkUrl,
  },
  RECEIVER_URL: {
    of: [NOTICE],
    required: false,
    check: checkUrl,
  },
  RECEIVER_AUDIENCE: {
    of: [NOTICE],
    required: false,
    check: checkText,
  },
  SIGNING_KEY: {
    of: [NOTICE],
    required: false,
    check: checkSigningKey,
  },
  CODE_PROVIDER: { of: [SMS], required: true, check: checkCodeProvider },
  TWILIO_ACCOUNT_SID: { of: [SMS], required: false, check: checkAccountSid },
  TWILIO_AUTH_TOKEN: { of: [SMS], required: false, check: checkText },
  TWILIO_VERIFY_SID: { of: [SMS], required: false, check: checkVerifySid },
  TWILIO_MESSAGING_SID: { of: [SMS], required: false, check: checkMessagingSid },
  TWILIO_FROM: { of: [SMS], required: false, check: checkSender },
  TWILIO_API_URL: { of: [SMS], required: false, check: checkUrl },
  WEBHOOK_URL: { of: [SMS], required: false, check: checkUrl },
  WEBHOOK_SECRET: { of: [SMS], required: false, check: checkWebhookSecret },
  CODES_PER_HOUR: { of: [SMS], required: false, check: checkCount },
  TICKET_CHECK: { of: [SMS], required: false, check: checkSwitch },
} as const satisfies Record<
  string,
  { of: readonly string[]; required: boolean; check: (text: string) => Problem }
>

export type SettingName = keyof typeof SETTINGS

export type Secrets = Readonly<Record<string, string | undefined>>

/** The secrets that an Action has, by its name, in the order of the table. */
export function settingsOf(action: string): SettingName[] {
  return (Object.keys(SETTINGS) as SettingName[]).filter((name) =>
    (SETTINGS[name].of as readonly string[]).includes(action),
  )
}
