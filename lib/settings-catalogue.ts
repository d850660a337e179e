import * as table from './settings-table.ts'
import type { Setting, SettingName } from './settings-table.ts'

/** The secrets of every Action, by its name. For those who describe and deploy them; no Action carries this. */
const OF_ACTION: Readonly<Record<string, Readonly<Partial<Record<SettingName, Setting>>>>> = {
  'phone-gate': table.GATE,
  reauthenticate: table.STEP_UP,
  'phone-prompt': table.PROMPT,
  'phone-challenge': table.CHALLENGE,
  'phone-notice': table.NOTICE,
  'sms-provider': table.SMS,
}

/** Every secret: how it is read, and the Actions that have it. */
export const SETTINGS: Readonly<Record<SettingName, Setting & { of: readonly string[] }>> = {
  TENANT_DOMAIN: describe('TENANT_DOMAIN'),
  CUSTOM_DOMAINS: describe('CUSTOM_DOMAINS'),
  COMPANION_CLIENT_ID: describe('COMPANION_CLIENT_ID'),
  COMPANION_CLIENT_SECRET: describe('COMPANION_CLIENT_SECRET'),
  SMS_ONLY_ACCOUNTS: describe('SMS_ONLY_ACCOUNTS'),
  FINGERPRINT_KEY: describe('FINGERPRINT_KEY'),
  PHONE_POLICY: describe('PHONE_POLICY'),
  OFFER_AGAIN_DAYS: describe('OFFER_AGAIN_DAYS'),
  OFFER_TIMES: describe('OFFER_TIMES'),
  COLLECT_NUMBER: describe('COLLECT_NUMBER'),
  ALLOWED_COUNTRIES: describe('ALLOWED_COUNTRIES'),
  NUMBER_TYPES: describe('NUMBER_TYPES'),
  OFFER_FORM_ID: describe('OFFER_FORM_ID'),
  REQUIRED_FORM_ID: describe('REQUIRED_FORM_ID'),
  NUMBER_FORM_ID: describe('NUMBER_FORM_ID'),
  REMOVAL_FORM_ID: describe('REMOVAL_FORM_ID'),
  NOTICE_FORM_ID: describe('NOTICE_FORM_ID'),
  APP_NAME: describe('APP_NAME'),
  HELP_URL: describe('HELP_URL'),
  RECEIVER_URL: describe('RECEIVER_URL'),
  RECEIVER_AUDIENCE: describe('RECEIVER_AUDIENCE'),
  SIGNING_KEY: describe('SIGNING_KEY'),
  CODE_PROVIDER: describe('CODE_PROVIDER'),
  TWILIO_ACCOUNT_SID: describe('TWILIO_ACCOUNT_SID'),
  TWILIO_AUTH_TOKEN: describe('TWILIO_AUTH_TOKEN'),
  TWILIO_VERIFY_SID: describe('TWILIO_VERIFY_SID'),
  TWILIO_MESSAGING_SID: describe('TWILIO_MESSAGING_SID'),
  TWILIO_FROM: describe('TWILIO_FROM'),
  TWILIO_API_URL: describe('TWILIO_API_URL'),
  WEBHOOK_URL: describe('WEBHOOK_URL'),
  WEBHOOK_SECRET: describe('WEBHOOK_SECRET'),
  CODES_PER_HOUR: describe('CODES_PER_HOUR'),
  TICKET_CHECK: describe('TICKET_CHECK'),
}

function describe(name: SettingName): Setting & { of: readonly string[] } {
  return { ...table[name], of: Object.keys(OF_ACTION).filter((action) => settingsOf(action).includes(name)) }
}

/** The secrets that an Action has, by its name, in the order of the table. */
export function settingsOf(action: string): SettingName[] {
  return Object.keys(OF_ACTION[action] ?? {}) as SettingName[]
}
