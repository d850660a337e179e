import { settingsOf } from '../../../../lib/settings-catalogue.ts'
import type { Secrets } from '../../../../lib/settings-table.ts'
import {
  parseGateSettings,
  parseNoticeSettings,
  parsePromptSettings,
  parseSettings,
  parseStepUpSettings,
} from '../../../../lib/settings.ts'
import { parseSmsSettings } from '../../../../lib/sms-settings.ts'
import type { Environment } from '../../../../scripts/settings/given-text.ts'
import { readEnvironment } from '../../../../scripts/settings/read-environment.ts'
import { DEPLOY_SETTING_NAMES, DEPLOY_SETTINGS } from '../../../../scripts/settings/schema.ts'
import { LEAST, SIGNING_KEY, TWILIO, WEBHOOK } from '../../../support/given-settings.ts'

const keywords = (change: Environment = {}, customDomains: string[] = []) =>
  readEnvironment({ ...LEAST, ...change }).keywords({ customDomains })

test('of the least that an admin can say, the rest is as the schema has it', () => {
  expect(keywords()).toEqual({
    TENANT_DOMAIN: 'acme.eu.auth0.com',
    CUSTOM_DOMAINS: 'none',
    COMPANION_CALLBACKS: ['https://acme.eu.auth0.com/continue'],
    SMS_ONLY_ACCOUNTS: 'refuse',
    PHONE_POLICY: 'never',
    OFFER_AGAIN_DAYS: '30',
    OFFER_TIMES: '3',
    COLLECT_NUMBER: 'off',
    ALLOWED_COUNTRIES: 'default',
    NUMBER_TYPES: 'mobile',
    FINGERPRINT_KEY: LEAST.FINGERPRINT_KEY,
    BRAND: 'Acme',
    SMS_DOMAIN: 'acme.eu.auth0.com',
    APP_NAME: 'Acme',
    HELP_URL: 'none',
    CODE_PROVIDER: 'none',
    TWILIO_ACCOUNT_SID: 'none',
    TWILIO_AUTH_TOKEN: 'none',
    TWILIO_VERIFY_SID: 'none',
    TWILIO_MESSAGING_SID: 'none',
    TWILIO_FROM: 'none',
    TWILIO_API_URL: 'none',
    WEBHOOK_URL: 'none',
    WEBHOOK_SECRET: 'none',
    CODES_PER_HOUR: 'none',
    TICKET_CHECK: 'on',
    RECEIVER_URL: 'none',
    RECEIVER_AUDIENCE: 'none',
    SIGNING_KEY: 'none',
  })
})

describe('hosts', () => {
  test.each<[string, Environment, string[], object]>([
    [
      'the tenant’s own custom domains count where none are given',
      {},
      ['login.acme.com', 'acme.org'],
      {
        CUSTOM_DOMAINS: 'login.acme.com,acme.org',
        SMS_DOMAIN: 'login.acme.com',
        COMPANION_CALLBACKS: [
          'https://acme.eu.auth0.com/continue',
          'https://login.acme.com/continue',
          'https://acme.org/continue',
        ],
      },
    ],
    [
      'those that are given come before them',
      { CUSTOM_DOMAINS: 'Login.acme.com' },
      ['acme.org'],
      {
        CUSTOM_DOMAINS: 'login.acme.com',
        SMS_DOMAIN: 'login.acme.com',
        COMPANION_CALLBACKS: ['https://acme.eu.auth0.com/continue', 'https://login.acme.com/continue'],
      },
    ],
    [
      'none is an answer',
      { CUSTOM_DOMAINS: 'none' },
      ['acme.org'],
      { CUSTOM_DOMAINS: 'none', SMS_DOMAIN: 'acme.eu.auth0.com' },
    ],
    ['a host of codes that is given', { SMS_DOMAIN: 'acme.com' }, ['acme.org'], { SMS_DOMAIN: 'acme.com' }],
    [
      'ports belong to callbacks, not to codes, and numbers are no host of codes',
      { AUTH0_DOMAIN: 'localhost:3443' },
      ['127.0.0.1:3443'],
      {
        TENANT_DOMAIN: 'localhost:3443',
        SMS_DOMAIN: 'localhost',
        COMPANION_CALLBACKS: ['https://localhost:3443/continue', 'https://127.0.0.1:3443/continue'],
      },
    ],
    [
      'a host that is named twice is one callback',
      { CUSTOM_DOMAINS: 'acme.eu.auth0.com' },
      [],
      { COMPANION_CALLBACKS: ['https://acme.eu.auth0.com/continue'] },
    ],
    [
      'where calls go to a custom domain, the tenant is the canonical one',
      { AUTH0_DOMAIN: 'login.acme.com', TENANT_DOMAIN: 'ACME.eu.auth0.com' },
      ['login.acme.com'],
      { TENANT_DOMAIN: 'acme.eu.auth0.com', SMS_DOMAIN: 'login.acme.com' },
    ],
  ])('%s', (_name, change, found, expected) => {
    expect(keywords(change, found)).toMatchObject(expected)
  })
})

test.each<[Environment, object]>([
  [{ APP_NAME: 'Acme Shop' }, { APP_NAME: 'Acme Shop', BRAND: 'Acme' }],
  [{ APP_NAME: 'none' }, { APP_NAME: 'Acme' }],
  [{ PHONE_POLICY: ' offer ' }, { PHONE_POLICY: 'offer' }],
  [{ PHONE_POLICY: 'none' }, { PHONE_POLICY: 'never' }],
  [{ CODES_PER_HOUR: '500' }, { CODES_PER_HOUR: 'none' }],
  [
    { ...WEBHOOK, CODE_PROVIDER: 'webhook', CODES_PER_HOUR: '500' },
    { ...WEBHOOK, CODES_PER_HOUR: '500' },
  ],
])('%j', (change, expected) => {
  expect(keywords(change)).toMatchObject(expected)
})

test('with a phone provider of the tenant’s own, nobody else’s secrets are handed on', () => {
  expect(JSON.stringify(keywords({ ...TWILIO, ...WEBHOOK }))).not.toMatch(/twilio-token|whsec_/)
})

test('what only the commands need is never handed on', () => {
  const text = JSON.stringify(keywords({ FORMER_TWILIO_AUTH_TOKEN: 'former-token' }))
  expect(text).not.toMatch(/former-token|deploying-/)
})

describe('Actions accept what they are given', () => {
  const PARSERS: Record<string, (secrets: Secrets) => unknown> = {
    'phone-gate': parseGateSettings,
    reauthenticate: parseStepUpSettings,
    'phone-prompt': parsePromptSettings,
    'phone-challenge': parseSettings,
    'phone-notice': parseNoticeSettings,
    'sms-provider': parseSmsSettings,
  }
  const found = DEPLOY_SETTING_NAMES.filter((name) => DEPLOY_SETTINGS[name].needed === 'found')
  const foundOut = Object.fromEntries(found.map((name) => [name, `found-${name}`]))

  test.each<[string, Environment]>([
    ['with Twilio Messaging', { ...TWILIO, CODE_PROVIDER: 'twilio_messaging' }],
    ['with Twilio Verify', { ...TWILIO, CODE_PROVIDER: 'twilio_verify' }],
    ['with a webhook', { ...WEBHOOK, CODE_PROVIDER: 'webhook' }],
    ['with a receiver', { ...WEBHOOK, CODE_PROVIDER: 'webhook', RECEIVER_URL: 'https://a.com', SIGNING_KEY }],
  ])('%s', (_name, change) => {
    const given = { ...keywords(change), ...foundOut }
    for (const [action, parse] of Object.entries(PARSERS)) {
      const names = settingsOf(action)
      const secrets = Object.fromEntries(names.map((name) => [name, String(given[name])]))
      expect(() => parse(secrets)).not.toThrow()
    }
  })
})
