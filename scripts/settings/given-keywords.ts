import type { Keywords } from '../import/keywords.ts'
import { askedNames } from './asked-settings.ts'
import type { Environment } from './given-text.ts'
import { givenText, textOf } from './given-text.ts'
import { smsDomainOf, tenantDomainOf } from './hosts.ts'
import type { DeploySettingName } from './schema.ts'
import { DEPLOY_SETTINGS, GIVEN_NAMES } from './schema.ts'

/** No Action has them, but the texts of codes are made of them. */
const OF_TEXTS: readonly DeploySettingName[] = ['BRAND', 'SMS_DOMAIN']

/**
 * The keywords of `tenant.yaml`, as far as they follow from what is given.
 * @param customDomains those that count
 */
export function keywordsOf(environment: Environment, customDomains: readonly string[]): Keywords {
  const dependent = dependentTexts(environment, customDomains)
  const asked = askedNames(environment)
  const textFor = (name: DeploySettingName): string =>
    dependent[name] ??
    (asked.includes(name) ? givenText(environment, name) : undefined) ??
    DEPLOY_SETTINGS[name].fallback ??
    // Auth0 takes no empty secret.
    'none'
  const names = GIVEN_NAMES.filter((name) => DEPLOY_SETTINGS[name].of.length > 0 || OF_TEXTS.includes(name))
  const hosts = new Set([tenantDomainOf(environment), ...customDomains])
  return {
    ...Object.fromEntries(names.map((name) => [name, textFor(name)])),
    COMPANION_CALLBACKS: [...hosts].map((host) => `https://${host}/continue`),
  }
}

/** What depends on the tenant or on other settings: each is what the schema says as `otherwise`. */
function dependentTexts(
  environment: Environment,
  customDomains: readonly string[],
): Partial<Record<DeploySettingName, string>> {
  return {
    TENANT_DOMAIN: tenantDomainOf(environment),
    CUSTOM_DOMAINS: customDomains.join(',') || 'none',
    SMS_DOMAIN: smsDomainOf(environment, customDomains),
    SMS_ONLY_ACCOUNTS: givenText(environment, 'SMS_ONLY_ACCOUNTS') ?? 'refuse',
    APP_NAME: givenText(environment, 'APP_NAME') ?? textOf(environment, 'BRAND'),
  }
}
