import { SettingsError } from '../../lib/errors.ts'
import type { Secrets } from '../../lib/settings-table.ts'
import { parseSmsSettings } from '../../lib/sms-settings.ts'

const ACCOUNT_SID = `AC${'0'.repeat(32)}`
const VERIFY_SID = `VA${'1'.repeat(32)}`
const MESSAGING_SID = `MG${'2'.repeat(32)}`
const WEBHOOK_SECRET = `whsec_${Buffer.alloc(32, 1).toString('base64')}`

const common = {
  TENANT_DOMAIN: 'Acme.eu.auth0.com',
  COMPANION_CLIENT_ID: 'companion',
  COMPANION_CLIENT_SECRET: 'companion-secret',
  FINGERPRINT_KEY: 'k'.repeat(32),
}
const messaging: Secrets = {
  ...common,
  CODE_PROVIDER: 'twilio_messaging',
  TWILIO_ACCOUNT_SID: ACCOUNT_SID,
  TWILIO_AUTH_TOKEN: 'token',
  TWILIO_MESSAGING_SID: MESSAGING_SID,
}
const verify: Secrets = {
  ...common,
  CODE_PROVIDER: 'twilio_verify',
  TWILIO_ACCOUNT_SID: ACCOUNT_SID,
  TWILIO_AUTH_TOKEN: 'token',
  TWILIO_VERIFY_SID: VERIFY_SID,
}
const webhook: Secrets = {
  ...common,
  CODE_PROVIDER: 'webhook',
  WEBHOOK_URL: 'https://codes.example.com/send',
  WEBHOOK_SECRET,
}
const account = { accountSid: ACCOUNT_SID, authToken: 'token', apiUrl: undefined }

test('what is not set has its default', () => {
  expect(parseSmsSettings(webhook)).toEqual({
    tenantDomain: 'acme.eu.auth0.com',
    companionClientId: 'companion',
    companionClientSecret: 'companion-secret',
    smsOnlyAccounts: 'refuse',
    fingerprintKey: 'k'.repeat(32),
    countries: undefined,
    kinds: ['mobile'],
    provider: { kind: 'webhook', url: 'https://codes.example.com/send', secret: WEBHOOK_SECRET },
    codesPerHour: undefined,
    ticketCheck: true,
  })
})

test.each<[string, Secrets, object]>([
  [
    'Twilio Messaging by a messaging service',
    messaging,
    { kind: 'twilio_messaging', ...account, sender: { messagingServiceSid: MESSAGING_SID } },
  ],
  [
    'Twilio Messaging by a number',
    { ...messaging, TWILIO_MESSAGING_SID: 'none', TWILIO_FROM: '+4915735999999' },
    { kind: 'twilio_messaging', ...account, sender: { from: '+4915735999999' } },
  ],
  [
    'Twilio Messaging with both: the service, which chooses among its numbers',
    { ...messaging, TWILIO_FROM: 'Acme' },
    { kind: 'twilio_messaging', ...account, sender: { messagingServiceSid: MESSAGING_SID } },
  ],
  ['Twilio Verify', verify, { kind: 'twilio_verify', ...account, serviceSid: VERIFY_SID }],
  [
    'Twilio in another region',
    { ...verify, TWILIO_API_URL: 'https://verify.dublin.ie1.twilio.com' },
    {
      kind: 'twilio_verify',
      ...account,
      apiUrl: 'https://verify.dublin.ie1.twilio.com',
      serviceSid: VERIFY_SID,
    },
  ],
])('%s', (_name, secrets, provider) => {
  expect(parseSmsSettings(secrets).provider).toEqual(provider)
})

test('R35 a budget is a number of codes', () => {
  expect(parseSmsSettings({ ...webhook, CODES_PER_HOUR: '120' }).codesPerHour).toBe(120)
})

test.each<[string | undefined, boolean]>([
  [undefined, true],
  ['none', true],
  ['on', true],
  ['off', false],
])('R34 TICKET_CHECK %s checks: %s', (text, expected) => {
  expect(parseSmsSettings({ ...webhook, TICKET_CHECK: text }).ticketCheck).toBe(expected)
})

test.each<[string, Secrets, string[]]>([
  [
    'a webhook without its parts',
    { ...webhook, WEBHOOK_URL: '', WEBHOOK_SECRET: 'none' },
    ['WEBHOOK_URL, WEBHOOK_SECRET missing'],
  ],
  [
    'Twilio Messaging without an account or a sender',
    { ...common, CODE_PROVIDER: 'twilio_messaging' },
    ['TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_MESSAGING_SID missing'],
  ],
  [
    'Twilio Verify without a service',
    { ...verify, TWILIO_VERIFY_SID: undefined },
    ['TWILIO_VERIFY_SID missing'],
  ],
  ['no provider at all', common, ['CODE_PROVIDER missing']],
  [
    'a provider that does not exist',
    { ...common, CODE_PROVIDER: 'twilio' },
    ['CODE_PROVIDER not one of twilio_messaging, twilio_verify, webhook'],
  ],
  [
    'an id of another thing',
    { ...verify, TWILIO_VERIFY_SID: ACCOUNT_SID },
    ['TWILIO_VERIFY_SID not an id that begins with VA'],
  ],
  [
    'an id in capitals',
    { ...verify, TWILIO_ACCOUNT_SID: `AC${'A'.repeat(32)}` },
    ['TWILIO_ACCOUNT_SID not an id that begins with AC'],
  ],
  ['T20 a sender that is markup', { ...messaging, TWILIO_FROM: '<b>Acme</b>' }, ['TWILIO_FROM not a sender']],
  [
    'a sender with a name too long',
    { ...messaging, TWILIO_FROM: 'Acme Corporation' },
    ['TWILIO_FROM not a sender'],
  ],
  [
    'a webhook over plain HTTP',
    { ...webhook, WEBHOOK_URL: 'http://example.com' },
    ['WEBHOOK_URL not an https URL'],
  ],
  [
    'a webhook secret that is short',
    { ...webhook, WEBHOOK_SECRET: 'whsec_c2hvcnQ=' },
    ['WEBHOOK_SECRET not whsec_ and 24 to 64 bytes in base64'],
  ],
  [
    'a webhook secret without its prefix',
    { ...webhook, WEBHOOK_SECRET: WEBHOOK_SECRET.slice(6) },
    ['WEBHOOK_SECRET not whsec_ and 24 to 64 bytes in base64'],
  ],
  ['a budget that is a word', { ...webhook, CODES_PER_HOUR: 'many' }, ['CODES_PER_HOUR not a whole number']],
  [
    'R65 three wrong settings',
    { ...webhook, TENANT_DOMAIN: '', WEBHOOK_URL: 'x', TICKET_CHECK: 'maybe' },
    ['TENANT_DOMAIN missing', 'WEBHOOK_URL not an https URL', 'TICKET_CHECK not on or off'],
  ],
])('%s', (_name, secrets, problems) => {
  expect(() => parseSmsSettings(secrets)).toThrow(new SettingsError(problems))
})

test('what belongs to another provider is not needed', () => {
  expect(() => parseSmsSettings(verify)).not.toThrow()
  expect(() => parseSmsSettings(messaging)).not.toThrow()
})
