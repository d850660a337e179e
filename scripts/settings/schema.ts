import type { SettingName } from '../../lib/settings-table.ts'
import { APP_SETTINGS } from './groups/apps.ts'
import { CODE_SETTINGS } from './groups/codes.ts'
import { NOTICE_SETTINGS } from './groups/notices.ts'
import { POLICY_SETTINGS } from './groups/policy.ts'
import { TENANT_SETTINGS } from './groups/tenant.ts'
import { TEXT_SETTINGS } from './groups/texts.ts'
import type { DeploySetting } from './setting.ts'

const ALL = {
  ...TENANT_SETTINGS,
  ...APP_SETTINGS,
  ...POLICY_SETTINGS,
  ...TEXT_SETTINGS,
  ...CODE_SETTINGS,
  ...NOTICE_SETTINGS,
} satisfies Record<SettingName, DeploySetting>

export type DeploySettingName = keyof typeof ALL

/**
 * Every environment variable of the commands, in the order in which an admin thinks of them. `tenant.yaml`, the tables
 * in README and docs, `.env.example` and what the commands check are made of this.
 */
export const DEPLOY_SETTINGS: Readonly<Record<DeploySettingName, DeploySetting>> = ALL

export const DEPLOY_SETTING_NAMES = Object.keys(ALL) as DeploySettingName[]

/** Those that somebody gives; the others deploy finds out. */
export const GIVEN_NAMES = DEPLOY_SETTING_NAMES.filter((name) => DEPLOY_SETTINGS[name].needed !== 'found')

/** Those that CI gives: what only an undeploy asks for is not left lying there. */
export const CI_NAMES = GIVEN_NAMES.filter((name) => name !== 'FORMER_TWILIO_AUTH_TOKEN')
