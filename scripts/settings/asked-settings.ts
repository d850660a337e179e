import { CODE_PROVIDERS } from '../../lib/settings-checks.ts'
import { neededForReceiver } from '../../lib/settings.ts'
import { neededForProvider } from '../../lib/sms-settings.ts'
import type { Environment } from './given-text.ts'
import { textOf } from './given-text.ts'
import type { DeploySettingName } from './schema.ts'
import { DEPLOY_SETTINGS, GIVEN_NAMES } from './schema.ts'

/** What is looked at: without `sms-provider`, not what is for that Action alone. */
export function askedNames(environment: Environment): DeploySettingName[] {
  if (textOf(environment, 'CODE_PROVIDER') !== 'none') return GIVEN_NAMES
  return GIVEN_NAMES.filter((name) => name === 'CODE_PROVIDER' || !isOfProviderAlone(name))
}

function isOfProviderAlone(name: DeploySettingName): boolean {
  const { of } = DEPLOY_SETTINGS[name]
  return of.length === 1 && of[0] === 'sms-provider'
}

/** Optional settings that others make necessary, each with what does. */
export function neededThroughOthers(environment: Environment): Map<DeploySettingName, string> {
  const kind = CODE_PROVIDERS.find((each) => each === textOf(environment, 'CODE_PROVIDER'))
  const ofProvider = kind === undefined ? [] : neededForProvider(kind, environment)
  return new Map<DeploySettingName, string>([
    ...neededForReceiver(environment).map((name) => [name, 'RECEIVER_URL'] as const),
    ...ofProvider.map((name) => [name, `CODE_PROVIDER=${kind}`] as const),
  ])
}
