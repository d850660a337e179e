import { SETTINGS, settingsOf } from '../../../../lib/settings-catalogue.ts'
import type { SettingName } from '../../../../lib/settings-table.ts'
import {
  parseGateSettings,
  parseNoticeSettings,
  parsePromptSettings,
  parseSettings,
  parseStepUpSettings,
} from '../../../../lib/settings.ts'
import { parseSmsSettings } from '../../../../lib/sms-settings.ts'
import { DEPLOY_SETTING_NAMES, DEPLOY_SETTINGS, GIVEN_NAMES } from '../../../../scripts/settings/schema.ts'
import { GROUPS } from '../../../../scripts/settings/setting.ts'
import { LEAST, SIGNING_KEY, TWILIO, WEBHOOK } from '../../../support/given-settings.ts'

const OF_ACTIONS = Object.keys(SETTINGS) as SettingName[]

test.each(OF_ACTIONS)('%s is checked and given to Actions as they say', (name) => {
  const { of, check } = DEPLOY_SETTINGS[name]
  expect(of).toEqual(SETTINGS[name].of)
  // `none` is a choice of those who deploy: the Action is then not there.
  if (name !== 'CODE_PROVIDER') expect(check).toBe(SETTINGS[name].check)
})

test.each(OF_ACTIONS)('%s is left out only where Actions do without or something else counts', (name) => {
  const { needed, fallback, otherwise } = DEPLOY_SETTINGS[name]
  const doesWithout = !SETTINGS[name].required || fallback !== undefined || otherwise !== undefined
  if (needed !== 'found') expect(needed).toBe(doesWithout ? 'no' : 'yes')
})

test('nothing is left over: what no Action has is for the commands', () => {
  expect(DEPLOY_SETTING_NAMES.filter((name) => DEPLOY_SETTINGS[name].of.length === 0)).toEqual([
    ...['AUTH0_DOMAIN', 'AUTH0_CLIENT_ID', 'AUTH0_CLIENT_SECRET', 'APP_CLIENTS', 'OTP_CLIENTS'],
    ...['PHONE_COUNTRIES', 'BRAND', 'SMS_DOMAIN', 'FORMER_TWILIO_AUTH_TOKEN'],
  ])
})

test('what deploy finds out is given by nobody', () => {
  expect(DEPLOY_SETTING_NAMES.filter((name) => !GIVEN_NAMES.includes(name))).toEqual([
    ...['COMPANION_CLIENT_ID', 'COMPANION_CLIENT_SECRET', 'OFFER_FORM_ID', 'REQUIRED_FORM_ID'],
    ...['NUMBER_FORM_ID', 'REMOVAL_FORM_ID', 'NOTICE_FORM_ID'],
  ])
})

test('what is secret', () => {
  expect(DEPLOY_SETTING_NAMES.filter((name) => DEPLOY_SETTINGS[name].isSecret)).toEqual([
    ...['AUTH0_CLIENT_SECRET', 'COMPANION_CLIENT_SECRET', 'FINGERPRINT_KEY', 'TWILIO_AUTH_TOKEN'],
    ...['WEBHOOK_SECRET', 'FORMER_TWILIO_AUTH_TOKEN', 'SIGNING_KEY'],
  ])
})

test('settings of one group stand together, in the order of groups', () => {
  const groups = DEPLOY_SETTING_NAMES.map((name) => DEPLOY_SETTINGS[name].group)
  expect(groups.filter((group, index) => group !== groups[index - 1])).toEqual(Object.keys(GROUPS))
})

test.each(DEPLOY_SETTING_NAMES)('%s: its example and its default hold', (name) => {
  const { check, example, fallback, isSecret } = DEPLOY_SETTINGS[name]
  // The example of a secret says where to get one.
  if (!isSecret) expect(check(example)).toBeUndefined()
  if (fallback !== undefined) expect(check(fallback)).toBeUndefined()
})

const PARSERS = {
  'phone-gate': parseGateSettings,
  reauthenticate: parseStepUpSettings,
  'phone-prompt': parsePromptSettings,
  'phone-challenge': parseSettings,
  'phone-notice': parseNoticeSettings,
  'sms-provider': parseSmsSettings,
} as const
const ACTIONS = Object.keys(PARSERS) as (keyof typeof PARSERS)[]

const secrets: Record<string, string> = {
  ...Object.fromEntries(OF_ACTIONS.map((name) => [name, DEPLOY_SETTINGS[name].example])),
  ...{ ...LEAST, ...TWILIO, ...WEBHOOK, SIGNING_KEY, CODE_PROVIDER: 'webhook', ALLOWED_COUNTRIES: 'DE' },
}

test.each(ACTIONS)('%s takes for granted what stands as default', (action) => {
  for (const name of settingsOf(action)) {
    const { fallback } = DEPLOY_SETTINGS[name]
    if (fallback === undefined) continue
    const without = Object.fromEntries(Object.entries(secrets).filter(([other]) => other !== name))
    expect([name, PARSERS[action]({ ...secrets, [name]: fallback })]).toEqual([
      name,
      PARSERS[action](without),
    ])
  }
})
