import type { Receiver } from './adapters/security-events.ts'
import { NO_POLICY } from './core/policy.ts'
import type { Policy } from './core/policy.ts'
import type { PromptForms } from './core/prompt.ts'
import type { SmsOnlyAccounts } from './core/sms-only-account.ts'
import { read, readNumbers, readOptional, readSmsOnlyAccounts, refuseProblems } from './read-settings.ts'
import type { NumberSettings } from './read-settings.ts'
import { POLICIES, splitList } from './settings-checks.ts'
import { CHALLENGE, GATE, NOTICE, PROMPT, STEP_UP } from './settings-table.ts'
import type { Secrets, SettingName } from './settings-table.ts'

export type { SettingName } from './settings-table.ts'
export type { NumberSettings } from './read-settings.ts'

/** Where an Action runs: what every one of ours needs to tell logins apart. */
export type HostSettings = {
  /** The canonical domain: the Management API's audience is always this one. */
  tenantDomain: string
  /** Hosts whose `/continue` the companion may return to: the canonical domain and the custom ones. */
  hosts: readonly string[]
  companionClientId: string
  smsOnlyAccounts: SmsOnlyAccounts
}

/** Settings of phone-gate. */
export type GateSettings = Pick<HostSettings, 'hosts' | 'companionClientId'>

/** Of an Action that runs inner logins. */
export type InnerLoginSettings = HostSettings & { companionClientSecret: string }

/** Settings of phone-challenge. */
export type Settings = InnerLoginSettings & NumberSettings & { fingerprintKey: string }

/** Settings of reauthenticate. */
export type StepUpSettings = InnerLoginSettings & { policy: Policy }

/** Settings of phone-prompt. */
export type PromptSettings = HostSettings &
  NumberSettings & { policy: Policy; collectNumber: boolean; forms: PromptForms }

/** Settings of phone-notice. */
export type NoticeSettings = Omit<HostSettings, 'hosts'> & {
  form: string | undefined
  appName: string
  helpUrl: string | undefined
  receiver: Receiver | undefined
}

/**
 * The settings of `phone-challenge`.
 * @throws SettingsError naming every problem at once
 */
export function parseSettings(secrets: Secrets): Settings {
  refuseProblems(secrets, CHALLENGE)
  return {
    ...readInnerLogin(secrets),
    ...readNumbers(secrets),
    fingerprintKey: read(secrets, 'FINGERPRINT_KEY'),
  }
}

/**
 * The settings of `reauthenticate`.
 * @throws SettingsError naming every problem at once
 */
export function parseStepUpSettings(secrets: Secrets): StepUpSettings {
  refuseProblems(secrets, STEP_UP)
  return { ...readInnerLogin(secrets), policy: readPolicy(secrets) }
}

/**
 * The settings of `phone-prompt`.
 * @throws SettingsError naming every problem at once
 */
export function parsePromptSettings(secrets: Secrets): PromptSettings {
  refuseProblems(secrets, PROMPT)
  return {
    ...readHosts(secrets),
    ...readNumbers(secrets),
    policy: readPolicy(secrets),
    collectNumber: read(secrets, 'COLLECT_NUMBER') === 'on',
    forms: {
      offer: read(secrets, 'OFFER_FORM_ID'),
      required: read(secrets, 'REQUIRED_FORM_ID'),
      number: read(secrets, 'NUMBER_FORM_ID'),
      removal: read(secrets, 'REMOVAL_FORM_ID'),
    },
  }
}

/**
 * The settings of `phone-notice`.
 * @throws SettingsError naming every problem at once
 */
export function parseNoticeSettings(secrets: Secrets): NoticeSettings {
  const url = readOptional(secrets, 'RECEIVER_URL')
  const key = readOptional(secrets, 'SIGNING_KEY')
  refuseProblems(secrets, NOTICE, neededForReceiver(secrets))
  return {
    tenantDomain: read(secrets, 'TENANT_DOMAIN').toLowerCase(),
    companionClientId: read(secrets, 'COMPANION_CLIENT_ID'),
    smsOnlyAccounts: readSmsOnlyAccounts(secrets),
    form: readOptional(secrets, 'NOTICE_FORM_ID'),
    appName: read(secrets, 'APP_NAME'),
    helpUrl: readOptional(secrets, 'HELP_URL'),
    receiver:
      url === undefined || key === undefined
        ? undefined
        : {
            url,
            audience: readOptional(secrets, 'RECEIVER_AUDIENCE') ?? url,
            signingKey: JSON.parse(key) as Receiver['signingKey'],
          },
  }
}

/** The optional settings that a receiver of Security Event Tokens cannot do without. */
export function neededForReceiver(secrets: Secrets): SettingName[] {
  return readOptional(secrets, 'RECEIVER_URL') === undefined ? [] : ['SIGNING_KEY']
}

/**
 * The settings of `phone-gate`.
 * @throws SettingsError naming every problem at once
 */
export function parseGateSettings(secrets: Secrets): GateSettings {
  refuseProblems(secrets, GATE)
  const { hosts, companionClientId } = readHosts(secrets)
  return { hosts, companionClientId }
}

function readHosts(secrets: Secrets): HostSettings {
  const tenantDomain = read(secrets, 'TENANT_DOMAIN').toLowerCase()
  return {
    tenantDomain,
    hosts: [tenantDomain, ...splitList(read(secrets, 'CUSTOM_DOMAINS').toLowerCase())],
    companionClientId: read(secrets, 'COMPANION_CLIENT_ID'),
    smsOnlyAccounts: readSmsOnlyAccounts(secrets),
  }
}

function readInnerLogin(secrets: Secrets): InnerLoginSettings {
  return { ...readHosts(secrets), companionClientSecret: read(secrets, 'COMPANION_CLIENT_SECRET') }
}

function readPolicy(secrets: Secrets): Policy {
  const phone = POLICIES.find((policy) => policy === readOptional(secrets, 'PHONE_POLICY')) ?? 'never'
  return {
    phone,
    offerAgainDays: Number(readOptional(secrets, 'OFFER_AGAIN_DAYS') ?? NO_POLICY.offerAgainDays),
    offerTimes: Number(readOptional(secrets, 'OFFER_TIMES') ?? NO_POLICY.offerTimes),
  }
}
