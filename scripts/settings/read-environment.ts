import { parseCountries } from '../build-countries.ts'
import type { Deployer } from '../deploy/connect.ts'
import type { Keywords } from '../import/keywords.ts'
import { EnvironmentError } from './environment-error.ts'
import { findProblems, problemsAlone } from './find-problems.ts'
import { givenApps } from './given-apps.ts'
import { keywordsOf } from './given-keywords.ts'
import type { Environment } from './given-text.ts'
import { givenText, textOf } from './given-text.ts'
import { givenCustomDomains, tenantDomainOf } from './hosts.ts'

/** What an admin has said, all of it found to hold. */
export type GivenSettings = {
  deployer: Deployer
  /** Names or client ids of applications that the tenant has; at least one. */
  apps: string[]
  /** Those of them that may link by the OTP grant as well, named in either way. */
  otpApps: string[]
  /** Undefined: those that the tenant has. */
  customDomains: string[] | undefined
  /** Undefined: nobody has decided. */
  smsOnlyAccounts: 'refuse' | 'allow' | undefined
  /** Of the phone provider that the tenant had before; for undeploy. */
  formerTwilioAuthToken: string | undefined
  /** ISO 3166-1 codes of the countries that the Actions are to be built for. */
  countries: readonly string[]
  /**
   * Every keyword of `tenant.yaml` but those of what deploy creates, of the texts of codes, and of an app's name; and
   * BRAND and SMS_DOMAIN, which these texts are made of.
   * @param found the tenant's own custom domains, which count where none are given
   */
  keywords: (found: { customDomains: readonly string[] }) => Keywords
}

/**
 * Reads what an admin has set.
 * @param environment as of `loadEnvironment`
 * @throws EnvironmentError with a sentence for each problem, free of secrets
 */
export function readEnvironment(environment: Environment): GivenSettings {
  refuse(findProblems(environment))
  const customDomains = givenCustomDomains(environment)
  return {
    deployer: deployerOf(environment),
    apps: givenApps(environment, 'APP_CLIENTS'),
    otpApps: givenApps(environment, 'OTP_CLIENTS'),
    customDomains,
    smsOnlyAccounts: (['refuse', 'allow'] as const).find(
      (each) => each === givenText(environment, 'SMS_ONLY_ACCOUNTS'),
    ),
    formerTwilioAuthToken: givenText(environment, 'FORMER_TWILIO_AUTH_TOKEN'),
    countries: parseCountries(givenText(environment, 'PHONE_COUNTRIES')),
    keywords: (found) => keywordsOf(environment, customDomains ?? found.customDomains),
  }
}

/**
 * Reads who calls the tenant, for commands that need nothing else.
 * @throws EnvironmentError with a sentence for each problem, free of secrets
 */
export function readDeployerOnly(environment: Environment): Deployer {
  const names = ['AUTH0_DOMAIN', 'AUTH0_CLIENT_ID', 'AUTH0_CLIENT_SECRET', 'TENANT_DOMAIN'] as const
  refuse([...problemsAlone(environment, names).values()])
  return deployerOf(environment)
}

function deployerOf(environment: Environment): Deployer {
  return {
    host: textOf(environment, 'AUTH0_DOMAIN').toLowerCase(),
    tenantDomain: tenantDomainOf(environment),
    clientId: textOf(environment, 'AUTH0_CLIENT_ID'),
    clientSecret: textOf(environment, 'AUTH0_CLIENT_SECRET'),
  }
}

function refuse(problems: string[]): void {
  if (problems.length > 0) throw new EnvironmentError(problems)
}
