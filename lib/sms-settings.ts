import { read, readNumbers, readOptional, readSmsOnlyAccounts, refuseProblems } from './read-settings.ts'
import type { NumberSettings } from './read-settings.ts'
import { CODE_PROVIDERS } from './settings-checks.ts'
import { SMS } from './settings-table.ts'
import type { Secrets, SettingName } from './settings-table.ts'
import type { InnerLoginSettings } from './settings.ts'

type Twilio = {
  accountSid: string
  authToken: string
  /** Where Twilio's API is, if not at its usual place. */
  apiUrl: string | undefined
}

/** Who delivers codes, and how to speak to them. */
export type CodeProviderSettings =
  | (Twilio & { kind: 'twilio_messaging'; sender: { messagingServiceSid: string } | { from: string } })
  | (Twilio & { kind: 'twilio_verify'; serviceSid: string })
  | { kind: 'webhook'; url: string; secret: string }

/** Settings of sms-provider. */
export type SmsSettings = Omit<InnerLoginSettings, 'hosts'> &
  NumberSettings & {
    fingerprintKey: string
    provider: CodeProviderSettings
    /** Codes that all people together may be sent within an hour; undefined for any number. */
    codesPerHour: number | undefined
    /** Whether a code for the companion needs a live ticket. */
    ticketCheck: boolean
  }

/**
 * The settings of `sms-provider`.
 * @throws SettingsError naming every problem at once
 */
export function parseSmsSettings(secrets: Secrets): SmsSettings {
  const kind = CODE_PROVIDERS.find((each) => each === read(secrets, 'CODE_PROVIDER'))
  refuseProblems(secrets, SMS, kind === undefined ? [] : neededForProvider(kind, secrets))
  const perHour = readOptional(secrets, 'CODES_PER_HOUR')
  return {
    tenantDomain: read(secrets, 'TENANT_DOMAIN').toLowerCase(),
    companionClientId: read(secrets, 'COMPANION_CLIENT_ID'),
    companionClientSecret: read(secrets, 'COMPANION_CLIENT_SECRET'),
    smsOnlyAccounts: readSmsOnlyAccounts(secrets),
    fingerprintKey: read(secrets, 'FINGERPRINT_KEY'),
    ...readNumbers(secrets),
    provider: readProvider(kind ?? 'webhook', secrets),
    codesPerHour: perHour === undefined ? undefined : Number(perHour),
    ticketCheck: readOptional(secrets, 'TICKET_CHECK') !== 'off',
  }
}

/** The optional settings that a provider cannot do without. */
export function neededForProvider(kind: CodeProviderSettings['kind'], secrets: Secrets): SettingName[] {
  if (kind === 'webhook') return ['WEBHOOK_URL', 'WEBHOOK_SECRET']
  const account: SettingName[] = ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN']
  if (kind === 'twilio_verify') return [...account, 'TWILIO_VERIFY_SID']
  // Either will do; what is named as missing is what Twilio recommends.
  return readOptional(secrets, 'TWILIO_FROM') === undefined ? [...account, 'TWILIO_MESSAGING_SID'] : account
}

function readProvider(kind: CodeProviderSettings['kind'], secrets: Secrets): CodeProviderSettings {
  if (kind === 'webhook')
    return { kind, url: read(secrets, 'WEBHOOK_URL'), secret: read(secrets, 'WEBHOOK_SECRET') }
  const account = {
    accountSid: read(secrets, 'TWILIO_ACCOUNT_SID'),
    authToken: read(secrets, 'TWILIO_AUTH_TOKEN'),
    apiUrl: readOptional(secrets, 'TWILIO_API_URL'),
  }
  if (kind === 'twilio_verify') return { kind, ...account, serviceSid: read(secrets, 'TWILIO_VERIFY_SID') }
  const messagingServiceSid = readOptional(secrets, 'TWILIO_MESSAGING_SID')
  const sender = messagingServiceSid ? { messagingServiceSid } : { from: read(secrets, 'TWILIO_FROM') }
  return { kind, ...account, sender }
}
