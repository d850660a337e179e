import { DEFAULT_COUNTRIES } from '../../../lib/core/countries.ts'
import { NO_POLICY } from '../../../lib/core/policy.ts'
import type { Problem } from '../../../lib/settings-checks.ts'
import { parseCountries } from '../../build-countries.ts'
import { foundByDeploy, ofActions, ofCommands } from '../setting.ts'

export const POLICY_SETTINGS = {
  SMS_ONLY_ACCOUNTS: ofActions('SMS_ONLY_ACCOUNTS', {
    group: 'policy',
    meaning:
      'What becomes of people who sign in by phone alone today: `refuse` turns them away, `allow` lets them go on at every app as before. Nobody new signs up by phone either way. To be decided where the tenant has such people.',
    otherwise: '`refuse`',
    example: 'refuse',
  }),
  PHONE_POLICY: ofActions('PHONE_POLICY', {
    group: 'policy',
    meaning:
      'What happens to people without a phone: `never` nothing; `offer` a page that can be put off; `required` a phone is needed to sign in to enabled apps.',
    fallback: NO_POLICY.phone,
    example: 'offer',
  }),
  OFFER_AGAIN_DAYS: ofActions('OFFER_AGAIN_DAYS', {
    group: 'policy',
    meaning: 'Days until somebody who was offered a phone is offered one again.',
    fallback: String(NO_POLICY.offerAgainDays),
    example: '90',
  }),
  OFFER_TIMES: ofActions('OFFER_TIMES', {
    group: 'policy',
    meaning: 'How often somebody is offered a phone at all.',
    fallback: String(NO_POLICY.offerTimes),
    example: '2',
  }),
  COLLECT_NUMBER: ofActions('COLLECT_NUMBER', {
    group: 'policy',
    meaning:
      '`on`: the number is asked for on a page of our own, and its country and kind are judged, before the page that sends the code. The number is then part of the address of that page.',
    fallback: 'off',
    example: 'on',
  }),
  PHONE_COUNTRIES: ofCommands({
    group: 'policy',
    meaning: 'Countries that the Actions are built for, as two letters separated by commas.',
    needed: 'no',
    fallback: DEFAULT_COUNTRIES.join(','),
    example: 'DE,GB,US',
    check: checkCountriesOfBuild,
  }),
  ALLOWED_COUNTRIES: ofActions('ALLOWED_COUNTRIES', {
    group: 'policy',
    meaning:
      'Countries whose numbers may be used, as two letters separated by commas. `default`: those of `PHONE_COUNTRIES`.',
    fallback: 'default',
    example: 'DE,GB',
  }),
  NUMBER_TYPES: ofActions('NUMBER_TYPES', {
    group: 'policy',
    meaning:
      'Kinds of numbers that may be used, separated by commas: `mobile`, `fixed_line`, `voip`. All others never may.',
    fallback: 'mobile',
    example: 'mobile,voip',
  }),
  FINGERPRINT_KEY: ofActions('FINGERPRINT_KEY', {
    group: 'policy',
    meaning:
      'At least 32 random characters, kept for good: numbers are remembered as HMAC-SHA-256 under this key, never in clear.',
    isSecret: true,
    example: 'what `openssl rand -base64 32` prints',
  }),
  OFFER_FORM_ID: form('OFFER_FORM_ID', 'Phone Linking Offer'),
  REQUIRED_FORM_ID: form('REQUIRED_FORM_ID', 'Phone Linking Required'),
  NUMBER_FORM_ID: form('NUMBER_FORM_ID', 'Phone Linking Number'),
  REMOVAL_FORM_ID: form('REMOVAL_FORM_ID', 'Phone Linking Removal'),
}

type FormName = 'OFFER_FORM_ID' | 'REQUIRED_FORM_ID' | 'NUMBER_FORM_ID' | 'REMOVAL_FORM_ID'

function form(name: FormName, title: string) {
  return foundByDeploy(name, {
    group: 'policy',
    meaning: `ID of the Form \`${title}\`.`,
    example: 'ap_8sDfGhJkA1eUrTk3x2Vb9Q',
  })
}

function checkCountriesOfBuild(text: string): Problem {
  try {
    parseCountries(text)
    return undefined
  } catch {
    return 'not country codes'
  }
}
