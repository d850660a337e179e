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
  checkSmsOnlyAccounts,
  checkSwitch,
  checkText,
  checkUrl,
  checkVerifySid,
  checkWebhookSecret,
} from './settings-checks.ts'
import type { Problem } from './settings-checks.ts'

/** How a secret is read. `scripts/settings/groups` say what it is. */
export type Setting = { required: boolean; check: (text: string) => Problem }

// Each is a constant of its own, so that an Action carries none but those it has.
export const TENANT_DOMAIN = { required: true, check: checkHost } as const satisfies Setting
export const CUSTOM_DOMAINS = { required: false, check: checkHosts } as const satisfies Setting
export const COMPANION_CLIENT_ID = { required: true, check: checkText } as const satisfies Setting
export const COMPANION_CLIENT_SECRET = { required: true, check: checkText } as const satisfies Setting
export const SMS_ONLY_ACCOUNTS = { required: false, check: checkSmsOnlyAccounts } as const satisfies Setting
export const FINGERPRINT_KEY = { required: true, check: checkKey } as const satisfies Setting
export const PHONE_POLICY = { required: false, check: checkPolicy } as const satisfies Setting
export const OFFER_AGAIN_DAYS = { required: false, check: checkCount } as const satisfies Setting
export const OFFER_TIMES = { required: false, check: checkCount } as const satisfies Setting
export const COLLECT_NUMBER = { required: false, check: checkSwitch } as const satisfies Setting
export const ALLOWED_COUNTRIES = { required: false, check: checkCountries } as const satisfies Setting
export const NUMBER_TYPES = { required: false, check: checkKinds } as const satisfies Setting
export const OFFER_FORM_ID = { required: true, check: checkText } as const satisfies Setting
export const REQUIRED_FORM_ID = { required: true, check: checkText } as const satisfies Setting
export const NUMBER_FORM_ID = { required: true, check: checkText } as const satisfies Setting
export const REMOVAL_FORM_ID = { required: true, check: checkText } as const satisfies Setting
export const NOTICE_FORM_ID = { required: false, check: checkText } as const satisfies Setting
export const APP_NAME = { required: true, check: checkText } as const satisfies Setting
export const HELP_URL = { required: false, check: checkUrl } as const satisfies Setting
export const RECEIVER_URL = { required: false, check: checkUrl } as const satisfies Setting
export const RECEIVER_AUDIENCE = { required: false, check: checkText } as const satisfies Setting
export const SIGNING_KEY = { required: false, check: checkSigningKey } as const satisfies Setting
export const CODE_PROVIDER = { required: true, check: checkCodeProvider } as const satisfies Setting
export const TWILIO_ACCOUNT_SID = { required: false, check: checkAccountSid } as const satisfies Setting
export const TWILIO_AUTH_TOKEN = { required: false, check: checkText } as const satisfies Setting
export const TWILIO_VERIFY_SID = { required: false, check: checkVerifySid } as const satisfies Setting
export const TWILIO_MESSAGING_SID = { required: false, check: checkMessagingSid } as const satisfies Setting
export const TWILIO_FROM = { required: false, check: checkSender } as const satisfies Setting
export const TWILIO_API_URL = { required: false, check: checkUrl } as const satisfies Setting
export const WEBHOOK_URL = { required: false, check: checkUrl } as const satisfies Setting
export const WEBHOOK_SECRET = { required: false, check: checkWebhookSecret } as const satisfies Setting
export const CODES_PER_HOUR = { required: false, check: checkCount } as const satisfies Setting
export const TICKET_CHECK = { required: false, check: checkSwitch } as const satisfies Setting

/** Secrets of phone-gate. */
export const GATE = { TENANT_DOMAIN, CUSTOM_DOMAINS, COMPANION_CLIENT_ID } as const

/** Secrets of reauthenticate. */
export const STEP_UP = {
  TENANT_DOMAIN,
  CUSTOM_DOMAINS,
  COMPANION_CLIENT_ID,
  COMPANION_CLIENT_SECRET,
  SMS_ONLY_ACCOUNTS,
  PHONE_POLICY,
  OFFER_AGAIN_DAYS,
  OFFER_TIMES,
} as const

/** Secrets of phone-prompt. */
export const PROMPT = {
  TENANT_DOMAIN,
  CUSTOM_DOMAINS,
  COMPANION_CLIENT_ID,
  SMS_ONLY_ACCOUNTS,
  PHONE_POLICY,
  OFFER_AGAIN_DAYS,
  OFFER_TIMES,
  COLLECT_NUMBER,
  ALLOWED_COUNTRIES,
  NUMBER_TYPES,
  OFFER_FORM_ID,
  REQUIRED_FORM_ID,
  NUMBER_FORM_ID,
  REMOVAL_FORM_ID,
} as const

/** Secrets of phone-challenge. */
export const CHALLENGE = {
  TENANT_DOMAIN,
  CUSTOM_DOMAINS,
  COMPANION_CLIENT_ID,
  COMPANION_CLIENT_SECRET,
  SMS_ONLY_ACCOUNTS,
  FINGERPRINT_KEY,
  ALLOWED_COUNTRIES,
  NUMBER_TYPES,
} as const

/** Secrets of phone-notice. */
export const NOTICE = {
  TENANT_DOMAIN,
  COMPANION_CLIENT_ID,
  SMS_ONLY_ACCOUNTS,
  NOTICE_FORM_ID,
  APP_NAME,
  HELP_URL,
  RECEIVER_URL,
  RECEIVER_AUDIENCE,
  SIGNING_KEY,
} as const

/** Secrets of sms-provider. */
export const SMS = {
  TENANT_DOMAIN,
  COMPANION_CLIENT_ID,
  COMPANION_CLIENT_SECRET,
  SMS_ONLY_ACCOUNTS,
  FINGERPRINT_KEY,
  ALLOWED_COUNTRIES,
  NUMBER_TYPES,
  CODE_PROVIDER,
  TWILIO_ACCOUNT_SID,
  TWILIO_AUTH_TOKEN,
  TWILIO_VERIFY_SID,
  TWILIO_MESSAGING_SID,
  TWILIO_FROM,
  TWILIO_API_URL,
  WEBHOOK_URL,
  WEBHOOK_SECRET,
  CODES_PER_HOUR,
  TICKET_CHECK,
} as const

export type SettingName =
  | keyof typeof GATE
  | keyof typeof STEP_UP
  | keyof typeof PROMPT
  | keyof typeof CHALLENGE
  | keyof typeof NOTICE
  | keyof typeof SMS

export type Secrets = Readonly<Record<string, string | undefined>>
