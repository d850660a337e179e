import { readWhatHolds, type WhatHolds } from '../../../../scripts/doctor/what-holds.ts'
import { readEnvironment } from '../../../../scripts/settings/read-environment.ts'
import { LEAST, TWILIO } from '../../../support/given-settings.ts'

const WHOLE = {
  ...{ ...LEAST, ...TWILIO, CODE_PROVIDER: 'twilio_verify', APP_CLIENTS: 'Shop, Shop, id-other' },
  ...{ CUSTOM_DOMAINS: 'Login.example.com', SMS_ONLY_ACCOUNTS: 'allow', PHONE_COUNTRIES: 'DE, US' },
  ...{ OTP_CLIENTS: 'id-other, id-other', CODES_PER_HOUR: '500' },
}

test.each([
  ['as little as can be said', LEAST],
  ['much', WHOLE],
])('%s: reads what a deploy reads', (_, environment) => {
  const { apps, otpApps, customDomains, smsOnlyAccounts, countries, settingsProblems } =
    readWhatHolds(environment)
  expect(settingsProblems).toEqual([])
  const given = readEnvironment(environment)
  expect({ apps, otpApps, customDomains, smsOnlyAccounts, countries }).toEqual({
    ...{ apps: given.apps, otpApps: given.otpApps, customDomains: given.customDomains },
    ...{ smsOnlyAccounts: given.smsOnlyAccounts, countries: given.countries },
  })
  expect(readWhatHolds(environment).codeProvider).toBe(environment.CODE_PROVIDER)
  expect(readWhatHolds(environment).hasHourBudget).toBe('CODES_PER_HOUR' in environment)
})

test.each<[string, object, (keyof WhatHolds)[]]>([
  ['APP_CLIENTS', { APP_CLIENTS: '' }, ['apps']],
  ['OTP_CLIENTS', { OTP_CLIENTS: ',' }, ['otpApps']],
  ['CODES_PER_HOUR', { CODES_PER_HOUR: 'many' }, ['hasHourBudget']],
  ['CODE_PROVIDER', { CODE_PROVIDER: 'carrier_pigeon' }, ['codeProvider']],
  ['CUSTOM_DOMAINS', { CUSTOM_DOMAINS: 'https://login.example.com' }, ['customDomains']],
  ['SMS_ONLY_ACCOUNTS', { SMS_ONLY_ACCOUNTS: 'maybe' }, ['smsOnlyAccounts']],
  ['PHONE_COUNTRIES', { PHONE_COUNTRIES: 'Germany' }, ['countries']],
  ['what the doctor does not look at', { BRAND: '' }, []],
])('what is wrong with %s is told, and all else is read', (_, change, undefinedOnes) => {
  const { settingsProblems, ...read } = readWhatHolds({ ...WHOLE, ...change })
  expect(settingsProblems).toHaveLength(1)
  const unread = Object.entries(read).filter(([, value]) => value === undefined)
  expect(unread.map(([name]) => name)).toEqual(undefinedOnes)
})
