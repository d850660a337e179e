import { DEFAULT_COUNTRIES } from '../../../../lib/core/countries.ts'
import type { DeploySettingName } from '../../../../scripts/settings/schema.ts'
import { DEPLOY_SETTINGS, GIVEN_NAMES } from '../../../../scripts/settings/schema.ts'
import { EnvironmentError } from '../../../../scripts/settings/environment-error.ts'
import type { Environment } from '../../../../scripts/settings/given-text.ts'
import { readDeployerOnly, readEnvironment } from '../../../../scripts/settings/read-environment.ts'
import { LEAST, SIGNING_KEY, TWILIO, WEBHOOK } from '../../../support/given-settings.ts'

const read = (change: Environment = {}) => readEnvironment({ ...LEAST, ...change })

/** The sentences that a change is refused with. */
function problemsOf(change: Environment, readIt: (environment: Environment) => unknown = readEnvironment) {
  try {
    readIt({ ...LEAST, ...change })
  } catch (error) {
    if (error instanceof EnvironmentError) return error.problems
    throw error
  }
  return []
}

test('the least that an admin can say', () => {
  expect(read()).toEqual({
    deployer: {
      host: 'acme.eu.auth0.com',
      tenantDomain: 'acme.eu.auth0.com',
      clientId: 'deploying-client',
      clientSecret: 'deploying-secret',
    },
    apps: ['Acme Shop'],
    otpApps: [],
    customDomains: undefined,
    smsOnlyAccounts: undefined,
    formerTwilioAuthToken: undefined,
    countries: DEFAULT_COUNTRIES,
    keywords: expect.any(Function) as unknown,
  })
})

test.each<[string, Environment, object]>([
  ['several apps', { APP_CLIENTS: 'Acme Shop, rTk3x ,Acme Shop,' }, { apps: ['Acme Shop', 'rTk3x'] }],
  ['apps with the OTP grant', { OTP_CLIENTS: 'rTk3x, Acme iOS ,rTk3x' }, { otpApps: ['rTk3x', 'Acme iOS'] }],
  ['no app with the OTP grant', { OTP_CLIENTS: 'none' }, { otpApps: [] }],
  [
    'custom domains',
    { CUSTOM_DOMAINS: 'Login.acme.com,b.org' },
    { customDomains: ['login.acme.com', 'b.org'] },
  ],
  ['no custom domain', { CUSTOM_DOMAINS: 'none' }, { customDomains: [] }],
  ['an empty list of custom domains is no answer', { CUSTOM_DOMAINS: ' ' }, { customDomains: undefined }],
  ['phone-only accounts are let in', { SMS_ONLY_ACCOUNTS: 'allow' }, { smsOnlyAccounts: 'allow' }],
  ['phone-only accounts are refused', { SMS_ONLY_ACCOUNTS: 'refuse' }, { smsOnlyAccounts: 'refuse' }],
  ['phone-only accounts: none is no answer', { SMS_ONLY_ACCOUNTS: 'none' }, { smsOnlyAccounts: undefined }],
  ['the former token', { FORMER_TWILIO_AUTH_TOKEN: 'former' }, { formerTwilioAuthToken: 'former' }],
  ['countries to build for', { PHONE_COUNTRIES: 'de,us' }, { countries: ['DE', 'US'] }],
  ['what CI leaves empty is not set', { PHONE_COUNTRIES: '' }, { countries: DEFAULT_COUNTRIES }],
])('%s', (_name, change, expected) => {
  expect(read(change)).toMatchObject(expected)
})

test('the host may be a custom one; the tenant is then the canonical one, in small letters', () => {
  const change = { AUTH0_DOMAIN: ' login.acme.com\n', TENANT_DOMAIN: 'Acme.EU.auth0.com' }
  const expected = { host: 'login.acme.com', tenantDomain: 'acme.eu.auth0.com' }
  expect(read(change).deployer).toMatchObject(expected)
  expect(readDeployerOnly({ ...LEAST, ...change })).toMatchObject(expected)
})

test.each<[DeploySettingName, string, string]>([
  ['AUTH0_DOMAIN', '', 'missing'],
  ['AUTH0_DOMAIN', 'https://acme.eu.auth0.com', 'not a host name'],
  ['AUTH0_CLIENT_ID', '', 'missing'],
  ['AUTH0_CLIENT_SECRET', ' ', 'missing'],
  ['AUTH0_CLIENT_SECRET', '##AUTH0_CLIENT_SECRET##', 'still a placeholder'],
  ['TENANT_DOMAIN', 'acme/', 'not a host name'],
  ['CUSTOM_DOMAINS', 'ok.com,https://login.acme.com', 'not a host name'],
  ['APP_CLIENTS', '', 'missing'],
  ['APP_CLIENTS', ', ,', 'not a list of applications'],
  ['OTP_CLIENTS', ', ,', 'not a list of applications'],
  ['SMS_ONLY_ACCOUNTS', 'maybe', 'not refuse or allow'],
  ['PHONE_POLICY', 'always', 'not never, offer or required'],
  ['OFFER_AGAIN_DAYS', 'a week', 'not a whole number'],
  ['OFFER_TIMES', '1.5', 'not a whole number'],
  ['COLLECT_NUMBER', 'yes', 'not on or off'],
  ['PHONE_COUNTRIES', 'DE,XX', 'not country codes'],
  ['PHONE_COUNTRIES', ',', 'not country codes'],
  ['ALLOWED_COUNTRIES', 'Germany', 'not country codes'],
  ['NUMBER_TYPES', 'premium_rate', 'not a list of mobile, fixed_line, voip'],
  ['FINGERPRINT_KEY', 'short', 'under 32 characters'],
  ['FINGERPRINT_KEY', 'none', 'under 32 characters'],
  ['BRAND', '', 'missing'],
  [
    'BRAND',
    '{{user}} ',
    'no name for a text message: it has one of { } < > @ #, which have a meaning in templates: leave them out',
  ],
  [
    'SMS_DOMAIN',
    'https://login.acme.com',
    'not a host in ASCII and small letters, without https://, port and path',
  ],
  ['APP_NAME', '@@APP_NAME@@', 'still a placeholder'],
  ['HELP_URL', 'acme.com/help', 'not an https URL'],
  ['CODE_PROVIDER', '', 'missing'],
  ['CODE_PROVIDER', 'twilio', 'not one of twilio_messaging, twilio_verify, webhook or none'],
  ['RECEIVER_URL', 'http://acme.com', 'not an https URL'],
  ['SIGNING_KEY', '{}', 'not a private JWK with alg and kid'],
])('%s as “%s” is %s', (name, text, problem) => {
  const { isSecret, example } = DEPLOY_SETTINGS[name]
  // A receiver without a key has a problem of its own.
  const change = name === 'RECEIVER_URL' ? { [name]: text, SIGNING_KEY } : { [name]: text }
  expect(problemsOf(change)).toEqual([`${name} is ${problem}. ${isSecret ? 'Give' : 'Example:'} ${example}.`])
})

describe('what a provider needs is asked for only with that provider', () => {
  test.each<[string, Environment, string[]]>([
    ['none', {}, []],
    ['none', { TWILIO_ACCOUNT_SID: 'wrong', WEBHOOK_URL: 'wrong', TICKET_CHECK: 'wrong' }, []],
    ['webhook', {}, ['WEBHOOK_URL', 'WEBHOOK_SECRET']],
    [
      'webhook',
      { ...WEBHOOK, CODES_PER_HOUR: 'many', TICKET_CHECK: 'no' },
      ['CODES_PER_HOUR', 'TICKET_CHECK'],
    ],
    ['webhook', { ...WEBHOOK, WEBHOOK_SECRET: 'whsec_short' }, ['WEBHOOK_SECRET']],
    ['twilio_verify', {}, ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_VERIFY_SID']],
    ['twilio_messaging', {}, ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_MESSAGING_SID']],
    ['twilio_messaging', { ...TWILIO, TWILIO_MESSAGING_SID: 'none' }, []],
    ['twilio_messaging', { ...TWILIO, TWILIO_FROM: '' }, []],
    ['twilio_messaging', { ...TWILIO, TWILIO_ACCOUNT_SID: `SK${'a'.repeat(32)}` }, ['TWILIO_ACCOUNT_SID']],
  ])('%s with %j', (provider, change, expected) => {
    const problems = problemsOf({ ...change, CODE_PROVIDER: provider })
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual(expected)
  })

  test('and the sentence says what needs it', () => {
    expect(problemsOf({ ...WEBHOOK, CODE_PROVIDER: 'webhook', WEBHOOK_URL: '' })).toEqual([
      'WEBHOOK_URL is missing, and CODE_PROVIDER=webhook needs it. Example: https://example.com/codes.',
    ])
  })

  test('nor is a signing key needed without a receiver', () => {
    expect(problemsOf({ SIGNING_KEY: 'none' })).toEqual([])
    expect(problemsOf({ RECEIVER_URL: 'https://acme.com/events' })).toEqual([
      expect.stringMatching(/^SIGNING_KEY is missing, and RECEIVER_URL needs it\. Give /),
    ])
  })
})

describe('settings that hold by themselves but not together', () => {
  test.each<[Environment, RegExp[]]>([
    [{ ALLOWED_COUNTRIES: 'DE,us,CA' }, [/^ALLOWED_COUNTRIES has US, CA, which PHONE_COUNTRIES lacks/]],
    [{ ALLOWED_COUNTRIES: 'US', PHONE_COUNTRIES: 'US' }, []],
    [{ BRAND: 'A'.repeat(20), SMS_DOMAIN: 'login.example.com' }, [/37 characters, 2 too many/]],
    [{ BRAND: 'A'.repeat(20), CUSTOM_DOMAINS: 'login.example.com' }, [/37 characters, 2 too many/]],
    [{ BRAND: 'A'.repeat(20), CUSTOM_DOMAINS: 'none' }, [/37 characters, 2 too many/]],
    // Its first custom domain, which may be shorter, is not known yet.
    [{ BRAND: 'A'.repeat(20) }, []],
  ])('%j', (change, expected) => {
    expect(problemsOf(change)).toEqual(expected.map((pattern) => expect.stringMatching(pattern) as unknown))
  })

  test('where one is wrong by itself, only that is said', () => {
    const change = { BRAND: 'A'.repeat(20), CUSTOM_DOMAINS: 'https://x', SMS_DOMAIN: 'login.example.com' }
    expect(problemsOf(change)).toEqual([expect.stringMatching(/^CUSTOM_DOMAINS is not a host name/)])
    expect(problemsOf({ PHONE_COUNTRIES: 'XX', ALLOWED_COUNTRIES: 'US' })).toEqual([
      expect.stringMatching(/^PHONE_COUNTRIES is not country codes/),
    ])
  })
})

test('all problems are said at once, a line each', () => {
  const change = { AUTH0_DOMAIN: '', OFFER_TIMES: 'x', HELP_URL: 'help', ALLOWED_COUNTRIES: 'US' }
  expect(() => read(change)).toThrow(
    new EnvironmentError([
      'AUTH0_DOMAIN is missing. Example: acme.eu.auth0.com.',
      'OFFER_TIMES is not a whole number. Example: 2.',
      'HELP_URL is not an https URL. Example: https://example.com/help.',
      'ALLOWED_COUNTRIES has US, which PHONE_COUNTRIES lacks: the Actions have to be built for it.',
    ]),
  )
  expect(problemsOf(change).join('\n').split('\n')).toHaveLength(4)
})

test('an empty environment names all that is needed', () => {
  const needed = GIVEN_NAMES.filter((name) => DEPLOY_SETTINGS[name].needed === 'yes')
  const problems = problemsOf(Object.fromEntries(needed.map((name) => [name, undefined])))
  expect(problems.map((problem) => problem.split('.')[0])).toEqual(needed.map((name) => `${name} is missing`))
})

test('no value is repeated, be it of a secret or in the place of one', () => {
  const wrong = Object.fromEntries(GIVEN_NAMES.map((name) => [name, '##hunter2##']))
  for (const provider of ['##hunter2##', 'twilio_verify', 'webhook', 'none']) {
    const problems = problemsOf({ ...wrong, CODE_PROVIDER: provider })
    expect(problems.length).toBeGreaterThan(20)
    expect(problems.join('\n')).not.toContain('hunter2')
  }
})

test.each<[string, Environment, string]>([
  ['one letter less', { APP_CLIENT: 'x' }, ' APP_CLIENT is given, but there is no such setting.'],
  ['another name', { APP_CLIENT_NAME: 'x' }, ''],
  ['a name that is a setting', { APP_CLIENTS: '', APP_NAME: 'x' }, ''],
])('a name that may have been mistyped: %s', (_name, change, hint) => {
  expect(problemsOf({ ...change, APP_CLIENTS: '' })).toEqual([
    `APP_CLIENTS is missing. Example: Acme Shop, Acme for iOS.${hint}`,
  ])
})

test('short names are similar to everything: BRANCH is not taken for BRAND', () => {
  expect(problemsOf({ BRAND: '', BRANCH: 'main' })).toEqual(['BRAND is missing. Example: Acme.'])
})

describe('commands that only call the tenant', () => {
  test('need nothing else', () => {
    const { AUTH0_DOMAIN, AUTH0_CLIENT_ID, AUTH0_CLIENT_SECRET } = LEAST
    expect(readDeployerOnly({ AUTH0_DOMAIN, AUTH0_CLIENT_ID, AUTH0_CLIENT_SECRET })).toEqual(read().deployer)
  })

  test('and look at nothing else', () => {
    const others = GIVEN_NAMES.filter((name) => !/^(AUTH0|TENANT)_/.test(name))
    const wrong = Object.fromEntries(others.map((name) => [name, '##X##']))
    expect(readDeployerOnly({ ...LEAST, ...wrong })).toEqual(read().deployer)
  })

  test('say all that is missing', () => {
    const change = { AUTH0_CLIENT_ID: '', AUTH0_CLIENT_SECRET: undefined, TENANT_DOMAIN: 'a/b' }
    expect(problemsOf(change, readDeployerOnly).map((problem) => problem.split('.')[0])).toEqual([
      ...['AUTH0_CLIENT_ID is missing', 'AUTH0_CLIENT_SECRET is missing', 'TENANT_DOMAIN is not a host name'],
    ])
  })
})
