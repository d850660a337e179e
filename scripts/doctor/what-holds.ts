import { parseCountries } from '../build-countries.ts'
import { findProblems, problemsAlone } from '../settings/find-problems.ts'
import { givenApps } from '../settings/given-apps.ts'
import { givenText, textOf, type Environment } from '../settings/given-text.ts'
import { givenCustomDomains } from '../settings/hosts.ts'
import { GIVEN_NAMES, type DeploySettingName } from '../settings/schema.ts'
import type { Expected } from './expected.ts'

/** What an admin has said, as far as it holds. */
export type WhatHolds = Pick<
  Expected,
  | 'settingsProblems'
  | 'apps'
  | 'otpApps'
  | 'codeProvider'
  | 'hasHourBudget'
  | 'customDomains'
  | 'smsOnlyAccounts'
> & {
  /** That the Actions are built for. */
  countries: readonly string[] | undefined
}

/** Unlike `readEnvironment`, it goes on with what is right: the doctor looks at as much as it can. */
export function readWhatHolds(environment: Environment): WhatHolds {
  const wrong = problemsAlone(environment, GIVEN_NAMES)
  const ifRight = <Value>(name: DeploySettingName, read: () => Value): Value | undefined =>
    wrong.has(name) ? undefined : read()
  return {
    settingsProblems: findProblems(environment),
    apps: ifRight('APP_CLIENTS', () => givenApps(environment, 'APP_CLIENTS')),
    otpApps: ifRight('OTP_CLIENTS', () => givenApps(environment, 'OTP_CLIENTS')),
    codeProvider: ifRight('CODE_PROVIDER', () => textOf(environment, 'CODE_PROVIDER')),
    hasHourBudget: ifRight('CODES_PER_HOUR', () => givenText(environment, 'CODES_PER_HOUR') !== undefined),
    customDomains: ifRight('CUSTOM_DOMAINS', () => givenCustomDomains(environment)),
    smsOnlyAccounts: (['refuse', 'allow'] as const).find(
      (each) => each === givenText(environment, 'SMS_ONLY_ACCOUNTS'),
    ),
    countries: ifRight('PHONE_COUNTRIES', () => parseCountries(givenText(environment, 'PHONE_COUNTRIES'))),
  }
}
