import { SettingsError, UpstreamError } from '../../lib/errors.ts'
import { failClosed } from '../../lib/fail-closed.ts'
import { buildLogLine } from '../../lib/protocol/log-line.ts'
import { SETTINGS, settingsOf } from '../../lib/settings-catalogue.ts'
import type { SettingName } from '../../lib/settings.ts'
import {
  parseGateSettings,
  parseNoticeSettings,
  parsePromptSettings,
  parseSettings,
  parseStepUpSettings,
} from '../../lib/settings.ts'
import { parseSmsSettings } from '../../lib/sms-settings.ts'

const SIGNING_KEY = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y', d: 'd', alg: 'ES256', kid: 'k-1' }

/** Every secret that there is, each with a value that holds. */
const secrets: Record<SettingName, string> = {
  TENANT_DOMAIN: 'acme.eu.auth0.com',
  CUSTOM_DOMAINS: 'login.example.com, id.example.org',
  COMPANION_CLIENT_ID: 'companion',
  COMPANION_CLIENT_SECRET: 'companion-secret',
  SMS_ONLY_ACCOUNTS: 'allow',
  FINGERPRINT_KEY: 'k'.repeat(32),
  PHONE_POLICY: 'offer',
  OFFER_AGAIN_DAYS: '14',
  OFFER_TIMES: '5',
  COLLECT_NUMBER: 'on',
  ALLOWED_COUNTRIES: 'de, AT',
  NUMBER_TYPES: 'voip, mobile',
  OFFER_FORM_ID: 'ap_offer',
  REQUIRED_FORM_ID: 'ap_required',
  NUMBER_FORM_ID: 'ap_number',
  REMOVAL_FORM_ID: 'ap_removal',
  NOTICE_FORM_ID: 'ap_notice',
  APP_NAME: 'Acme',
  HELP_URL: 'https://example.com/help',
  RECEIVER_URL: 'https://receiver.example.com/events',
  RECEIVER_AUDIENCE: 'https://receiver.example.com',
  SIGNING_KEY: JSON.stringify(SIGNING_KEY),
  CODE_PROVIDER: 'twilio_messaging',
  TWILIO_ACCOUNT_SID: `AC${'a'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'twilio-token',
  TWILIO_VERIFY_SID: `VA${'b'.repeat(32)}`,
  TWILIO_MESSAGING_SID: `MG${'c'.repeat(32)}`,
  TWILIO_FROM: '+4915735999999',
  TWILIO_API_URL: 'https://api.dublin.ie1.twilio.com',
  WEBHOOK_URL: 'https://codes.example.com/send',
  WEBHOOK_SECRET: `whsec_${Buffer.alloc(24, 7).toString('base64')}`,
  CODES_PER_HOUR: '500',
  TICKET_CHECK: 'on',
}
type Change = Partial<Record<SettingName, string | undefined>>

const PARSERS = {
  'phone-challenge': parseSettings,
  'phone-gate': parseGateSettings,
  reauthenticate: parseStepUpSettings,
  'phone-prompt': parsePromptSettings,
  'phone-notice': parseNoticeSettings,
  'sms-provider': parseSmsSettings,
} as const
const ACTIONS = Object.keys(PARSERS) as (keyof typeof PARSERS)[]
const NAMES = Object.keys(SETTINGS) as SettingName[]
const NEEDED_BY_ANOTHER: readonly SettingName[] = ['SIGNING_KEY', 'TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN']

const parse = (change: Change) => parseSettings({ ...secrets, ...change })
const prompt = (change: Change) => parsePromptSettings({ ...secrets, ...change })
const notice = (change: Change) => parseNoticeSettings({ ...secrets, ...change })

const HOSTS = {
  tenantDomain: 'acme.eu.auth0.com',
  hosts: ['acme.eu.auth0.com', 'login.example.com', 'id.example.org'],
  companionClientId: 'companion',
  smsOnlyAccounts: 'allow',
}

describe('which secrets an Action has', () => {
  test.each<[keyof typeof PARSERS, SettingName[]]>([
    [
      'phone-challenge',
      [
        'TENANT_DOMAIN',
        'CUSTOM_DOMAINS',
        'COMPANION_CLIENT_ID',
        'COMPANION_CLIENT_SECRET',
        'SMS_ONLY_ACCOUNTS',
        'FINGERPRINT_KEY',
        'ALLOWED_COUNTRIES',
        'NUMBER_TYPES',
      ],
    ],
    ['phone-gate', ['TENANT_DOMAIN', 'CUSTOM_DOMAINS', 'COMPANION_CLIENT_ID']],
    [
      'reauthenticate',
      [
        'TENANT_DOMAIN',
        'CUSTOM_DOMAINS',
        'COMPANION_CLIENT_ID',
        'COMPANION_CLIENT_SECRET',
        'SMS_ONLY_ACCOUNTS',
        'PHONE_POLICY',
        'OFFER_AGAIN_DAYS',
        'OFFER_TIMES',
      ],
    ],
    [
      'phone-prompt',
      [
        'TENANT_DOMAIN',
        'CUSTOM_DOMAINS',
        'COMPANION_CLIENT_ID',
        'SMS_ONLY_ACCOUNTS',
        'PHONE_POLICY',
        'OFFER_AGAIN_DAYS',
        'OFFER_TIMES',
        'COLLECT_NUMBER',
        'ALLOWED_COUNTRIES',
        'NUMBER_TYPES',
        'OFFER_FORM_ID',
        'REQUIRED_FORM_ID',
        'NUMBER_FORM_ID',
        'REMOVAL_FORM_ID',
      ],
    ],
    [
      'phone-notice',
      [
        'TENANT_DOMAIN',
        'COMPANION_CLIENT_ID',
        'SMS_ONLY_ACCOUNTS',
        'NOTICE_FORM_ID',
        'APP_NAME',
        'HELP_URL',
        'RECEIVER_URL',
        'RECEIVER_AUDIENCE',
        'SIGNING_KEY',
      ],
    ],
    [
      'sms-provider',
      [
        'TENANT_DOMAIN',
        'COMPANION_CLIENT_ID',
        'COMPANION_CLIENT_SECRET',
        'SMS_ONLY_ACCOUNTS',
        'FINGERPRINT_KEY',
        'ALLOWED_COUNTRIES',
        'NUMBER_TYPES',
        'CODE_PROVIDER',
        'TWILIO_ACCOUNT_SID',
        'TWILIO_AUTH_TOKEN',
        'TWILIO_VERIFY_SID',
        'TWILIO_MESSAGING_SID',
        'TWILIO_FROM',
        'TWILIO_API_URL',
        'WEBHOOK_URL',
        'WEBHOOK_SECRET',
        'CODES_PER_HOUR',
        'TICKET_CHECK',
      ],
    ],
  ])('%s has these and no others', (action, names) => {
    expect(settingsOf(action)).toEqual(names)
  })

  test('an Action that is not ours has none, and no secret is of no Action', () => {
    expect(settingsOf('somebody-elses')).toEqual([])
    const ofAny = ACTIONS.flatMap((action) => settingsOf(action))
    expect(new Set(ofAny)).toEqual(new Set(NAMES))
  })
})

describe('settings that hold', () => {
  test('R64 phone-challenge: the canonical domain and the custom ones are hosts', () => {
    expect(parse({})).toEqual({
      ...HOSTS,
      companionClientSecret: 'companion-secret',
      fingerprintKey: 'k'.repeat(32),
      countries: ['DE', 'AT'],
      kinds: ['mobile', 'voip'],
    })
  })

  test('phone-gate: the companion, and the hosts whose ID tokens it takes', () => {
    const { hosts, companionClientId } = HOSTS
    expect(parseGateSettings(secrets)).toEqual({ hosts, companionClientId })
  })

  test('reauthenticate: the companion, and the policy that says whether anything is to be done', () => {
    expect(parseStepUpSettings(secrets)).toEqual({
      ...HOSTS,
      companionClientSecret: 'companion-secret',
      policy: { phone: 'offer', offerAgainDays: 14, offerTimes: 5 },
    })
  })

  test('phone-prompt: the policy, the pages and the countries, and no secret of the companion', () => {
    expect(prompt({})).toEqual({
      ...HOSTS,
      policy: { phone: 'offer', offerAgainDays: 14, offerTimes: 5 },
      collectNumber: true,
      countries: ['DE', 'AT'],
      kinds: ['mobile', 'voip'],
      forms: { offer: 'ap_offer', required: 'ap_required', number: 'ap_number', removal: 'ap_removal' },
    })
  })

  test('phone-notice: the page, and who is told besides', () => {
    expect(notice({})).toEqual({
      tenantDomain: 'acme.eu.auth0.com',
      companionClientId: 'companion',
      smsOnlyAccounts: 'allow',
      form: 'ap_notice',
      appName: 'Acme',
      helpUrl: 'https://example.com/help',
      receiver: {
        url: 'https://receiver.example.com/events',
        audience: 'https://receiver.example.com',
        signingKey: SIGNING_KEY,
      },
    })
  })

  test.each<[string, string | undefined, string[]]>([
    ['not set', undefined, []],
    ['empty', ' ', []],
    ['none', 'none', []],
    ['with a port', 'localhost:3443', ['localhost:3443']],
    ['in capitals', 'Login.Example.COM', ['login.example.com']],
    ['with commas to spare', ',a.example.com,,', ['a.example.com']],
  ])('CUSTOM_DOMAINS %s', (_name, text, expected) => {
    expect(parse({ CUSTOM_DOMAINS: text }).hosts.slice(1)).toEqual(expected)
  })

  test.each<[text: string | undefined, 'refuse' | 'allow']>([
    [undefined, 'refuse'],
    ['', 'refuse'],
    ['none', 'refuse'],
    ['refuse', 'refuse'],
    ['allow', 'allow'],
  ])('R16 SMS_ONLY_ACCOUNTS %j is %s to every Action that tells whose login it is', (text, expected) => {
    const change = { SMS_ONLY_ACCOUNTS: text }
    const all = { ...secrets, ...change }
    for (const parsed of [
      ...[parse(change), parseStepUpSettings(all), prompt(change), notice(change), parseSmsSettings(all)],
    ])
      expect(parsed.smsOnlyAccounts).toBe(expected)
  })

  test.each<[string, Change, object]>([
    ['no policy is never', { PHONE_POLICY: undefined }, { policy: { phone: 'never' } }],
    ['a policy of none is never', { PHONE_POLICY: 'none' }, { policy: { phone: 'never' } }],
    ['a policy of never', { PHONE_POLICY: 'never' }, { policy: { phone: 'never' } }],
    ['a policy of required', { PHONE_POLICY: 'required' }, { policy: { phone: 'required' } }],
    ['no days are thirty', { OFFER_AGAIN_DAYS: undefined }, { policy: { offerAgainDays: 30 } }],
    ['days of none are thirty', { OFFER_AGAIN_DAYS: 'none' }, { policy: { offerAgainDays: 30 } }],
    ['no days at all are none', { OFFER_AGAIN_DAYS: '0' }, { policy: { offerAgainDays: 0 } }],
    ['no times are three', { OFFER_TIMES: '' }, { policy: { offerTimes: 3 } }],
    ['times of none are three', { OFFER_TIMES: 'none' }, { policy: { offerTimes: 3 } }],
    ['the most times', { OFFER_TIMES: '9999' }, { policy: { offerTimes: 9999 } }],
    ['numbers are not collected unless it is said', { COLLECT_NUMBER: undefined }, { collectNumber: false }],
    ['numbers are not collected by none', { COLLECT_NUMBER: 'none' }, { collectNumber: false }],
    ['numbers are not collected by off', { COLLECT_NUMBER: 'off' }, { collectNumber: false }],
    ['R31 no countries are those of the build', { ALLOWED_COUNTRIES: undefined }, { countries: undefined }],
    ['R31 countries of none are those of the build', { ALLOWED_COUNTRIES: 'none' }, { countries: undefined }],
    [
      'R31 default countries are those of the build',
      { ALLOWED_COUNTRIES: 'default' },
      { countries: undefined },
    ],
    ['R31 one country', { ALLOWED_COUNTRIES: 'jp' }, { countries: ['JP'] }],
    ['R32 no types are mobile numbers alone', { NUMBER_TYPES: undefined }, { kinds: ['mobile'] }],
    ['R32 types of none are mobile numbers alone', { NUMBER_TYPES: 'none' }, { kinds: ['mobile'] }],
    ['R32 landlines alone', { NUMBER_TYPES: 'fixed_line' }, { kinds: ['fixed_line'] }],
  ])('phone-prompt: %s', (_name, change, expected) => {
    expect(prompt(change)).toMatchObject(expected)
  })

  test.each<[string, Change, object]>([
    ['no page', { NOTICE_FORM_ID: undefined }, { form: undefined }],
    ['a page of none', { NOTICE_FORM_ID: 'none' }, { form: undefined }],
    ['no help', { HELP_URL: 'none' }, { helpUrl: undefined }],
    [
      'help on the very machine',
      { HELP_URL: 'http://localhost:3000/help' },
      { helpUrl: 'http://localhost:3000/help' },
    ],
    ['no receiver', { RECEIVER_URL: undefined }, { receiver: undefined }],
    ['no receiver and no key', { RECEIVER_URL: 'none', SIGNING_KEY: 'none' }, { receiver: undefined }],
    [
      'a receiver that is its own audience',
      { RECEIVER_AUDIENCE: 'none' },
      { receiver: { audience: 'https://receiver.example.com/events' } },
    ],
    ['a domain in capitals', { TENANT_DOMAIN: 'Acme.EU.auth0.com' }, { tenantDomain: 'acme.eu.auth0.com' }],
  ])('phone-notice: %s', (_name, change, expected) => {
    expect(notice(change)).toMatchObject(expected)
  })

  test('spaces around a value are not part of it', () => {
    expect(parse({ TENANT_DOMAIN: ' acme.eu.auth0.com\n' }).tenantDomain).toBe('acme.eu.auth0.com')
  })
})

describe.each(ACTIONS)('each secret of %s', (action) => {
  const run = (change: Change) => () => PARSERS[action]({ ...secrets, ...change })
  const names = settingsOf(action)
  // What another setting makes necessary has tests of its own.
  const own = names.filter((name) => !NEEDED_BY_ANOTHER.includes(name))

  test.each(own)('%s: missing or empty is refused only where it is needed', (name) => {
    for (const value of [undefined, '', ' ']) {
      const attempt = run({ [name]: value })
      if (SETTINGS[name].required) expect(attempt).toThrow(new SettingsError([`${name} missing`]))
      else expect(attempt).not.toThrow()
    }
  })

  test('none is as good as missing, where a secret may be missing', () => {
    for (const name of own.filter((candidate) => !SETTINGS[candidate].required)) {
      expect(run({ [name]: 'none' })()).toEqual(run({ [name]: undefined })())
    }
  })

  test.each(names)('%s: a placeholder left in place is refused', (name) => {
    for (const value of [`##${name}##`, `@@${name}@@`]) {
      expect(run({ [name]: value })).toThrow(new SettingsError([`${name} still a placeholder`]))
    }
  })

  test('secrets of other Actions are not looked at', () => {
    const others = NAMES.filter((name) => !names.includes(name))
    const wrong = Object.fromEntries(others.map((name) => [name, `##${name}##`]))
    expect(run(wrong)()).toEqual(run({})())
  })
})

describe('settings that do not hold', () => {
  test.each<[string, SettingName, string, string]>([
    ['a URL for a domain', 'TENANT_DOMAIN', 'https://acme.eu.auth0.com', 'not a host name'],
    ['T22 a domain with a path', 'TENANT_DOMAIN', 'acme.auth0.com/x', 'not a host name'],
    ['T22 a domain with a user', 'TENANT_DOMAIN', 'acme@evil.com', 'not a host name'],
    ['a custom domain that is none', 'CUSTOM_DOMAINS', 'ok.com,-bad', 'not a host name'],
    ['a short key', 'FINGERPRINT_KEY', 'k'.repeat(31), 'under 32 characters'],
    ['none for a key', 'FINGERPRINT_KEY', 'none', 'under 32 characters'],
    ['another word for allow', 'SMS_ONLY_ACCOUNTS', 'yes', 'not refuse or allow'],
    ['a policy that does not exist', 'PHONE_POLICY', 'always', 'not never, offer or required'],
    ['a policy in capitals', 'PHONE_POLICY', 'Required', 'not never, offer or required'],
    ['half a day', 'OFFER_AGAIN_DAYS', '0.5', 'not a whole number'],
    ['less than no days', 'OFFER_AGAIN_DAYS', '-1', 'not a whole number'],
    ['days without end', 'OFFER_AGAIN_DAYS', '10000', 'not a whole number'],
    ['a word for times', 'OFFER_TIMES', 'thrice', 'not a whole number'],
    ['another word for on', 'COLLECT_NUMBER', 'true', 'not on or off'],
    ['R31 the name of a country', 'ALLOWED_COUNTRIES', 'Germany', 'not country codes'],
    ['R31 a country and a mistake', 'ALLOWED_COUNTRIES', 'DE, D3', 'not country codes'],
    ['R31 a list of no country', 'ALLOWED_COUNTRIES', ', ,', 'not country codes'],
    [
      'R32 a type that is never allowed',
      'NUMBER_TYPES',
      'mobile, premium_rate',
      'not a list of mobile, fixed_line, voip',
    ],
    ['R32 a list of no type', 'NUMBER_TYPES', ',', 'not a list of mobile, fixed_line, voip'],
    ['help that is no URL', 'HELP_URL', 'example.com/help', 'not an https URL'],
    ['T20 help that is a script', 'HELP_URL', 'javascript:alert(1)', 'not an https URL'],
    ['help over plain HTTP', 'HELP_URL', 'http://example.com/help', 'not an https URL'],
    ['a receiver over plain HTTP', 'RECEIVER_URL', 'http://localhost.example.com/', 'not an https URL'],
    [
      'a key that is no JSON',
      'SIGNING_KEY',
      '-----BEGIN PRIVATE KEY-----',
      'not a private JWK with alg and kid',
    ],
    ['a key that is no object', 'SIGNING_KEY', '"d"', 'not a private JWK with alg and kid'],
    ...(['kty', 'd', 'alg', 'kid'] as const).map((part): [string, SettingName, string, string] => [
      `a key without ${part}`,
      'SIGNING_KEY',
      JSON.stringify({ ...SIGNING_KEY, [part]: undefined }),
      'not a private JWK with alg and kid',
    ]),
  ])('%s', (_name, setting, value, problem) => {
    const of = ACTIONS.filter((action) => settingsOf(action).includes(setting))
    for (const action of of) {
      expect(() => PARSERS[action]({ ...secrets, [setting]: value })).toThrow(
        new SettingsError([`${setting} ${problem}`]),
      )
    }
  })

  test.each([undefined, '', 'none'])('a receiver whose signing key is %j', (value) => {
    expect(() => notice({ SIGNING_KEY: value })).toThrow(new SettingsError(['SIGNING_KEY missing']))
  })

  test.each([undefined, '', 'none'])('R65 a missing signing key (%j) is named with the rest', (value) => {
    const change = { TENANT_DOMAIN: '', APP_NAME: '', HELP_URL: 'help', SIGNING_KEY: value }
    expect(messageOf(() => notice(change))).toBe(
      'settings: TENANT_DOMAIN, APP_NAME, SIGNING_KEY missing; HELP_URL not an https URL',
    )
  })

  test.each([undefined, '', 'none'])('without a receiver (%j) a signing key is not needed', (value) => {
    expect(notice({ RECEIVER_URL: value, SIGNING_KEY: value }).receiver).toBeUndefined()
  })

  test('R65 a receiver that is a placeholder needs its key, and both are named', () => {
    expect(messageOf(() => notice({ RECEIVER_URL: '##X##', SIGNING_KEY: 'none' }))).toBe(
      'settings: RECEIVER_URL still a placeholder; SIGNING_KEY missing',
    )
  })

  test.each<[keyof typeof PARSERS, Change, string]>([
    [
      'phone-challenge',
      { TENANT_DOMAIN: '', COMPANION_CLIENT_ID: '##ID##', FINGERPRINT_KEY: 'short' },
      'TENANT_DOMAIN missing; COMPANION_CLIENT_ID still a placeholder; FINGERPRINT_KEY under 32 characters',
    ],
    [
      'reauthenticate',
      { TENANT_DOMAIN: 'x/y', COMPANION_CLIENT_SECRET: '', OFFER_TIMES: 'often' },
      'TENANT_DOMAIN not a host name; COMPANION_CLIENT_SECRET missing; OFFER_TIMES not a whole number',
    ],
    [
      'phone-prompt',
      { PHONE_POLICY: 'maybe', COLLECT_NUMBER: 'yes', REMOVAL_FORM_ID: '' },
      'PHONE_POLICY not never, offer or required; COLLECT_NUMBER not on or off; REMOVAL_FORM_ID missing',
    ],
    [
      'phone-notice',
      { APP_NAME: '', HELP_URL: 'help', SIGNING_KEY: '{}' },
      'APP_NAME missing; HELP_URL not an https URL; SIGNING_KEY not a private JWK with alg and kid',
    ],
  ])('R65 three wrong settings of %s give one message naming three', (action, change, problems) => {
    expect(messageOf(() => PARSERS[action]({ ...secrets, ...change }))).toBe(`settings: ${problems}`)
  })

  test('R65 settings with the same problem stand together', () => {
    expect(messageOf(() => prompt({ OFFER_FORM_ID: '', NUMBER_FORM_ID: '', OFFER_TIMES: 'x' }))).toBe(
      'settings: OFFER_TIMES not a whole number; OFFER_FORM_ID, NUMBER_FORM_ID missing',
    )
  })

  test.each(ACTIONS)('R65 %s without any secret names all that it needs within one log line', (action) => {
    const message = messageOf(() => PARSERS[action]({}))
    const needed = settingsOf(action).filter((name) => SETTINGS[name].required)
    expect(message).toBe(`settings: ${needed.join(', ')} missing`)
    expect(JSON.parse(longestLine(action, message))).toMatchObject({ detail: message })
  })

  test.each(ACTIONS)('R65 %s with every placeholder in place names them all', (action) => {
    expect(messageOf(() => PARSERS[action](placeholdersOf(action)))).toBe(
      `settings: ${settingsOf(action).join(', ')} still a placeholder`,
    )
  })

  test.each(['phone-gate', 'reauthenticate', 'phone-notice'] as const)(
    'R65 R43 %s with every placeholder in place names them all within one log line',
    (action) => {
      const message = messageOf(() => PARSERS[action](placeholdersOf(action)))
      const { detail } = JSON.parse(longestLine(action, message)) as { detail: string }
      expect(detail).toContain(settingsOf(action).join(', '))
    },
  )

  test.each(ACTIONS)('R43 %s with every placeholder in place gives a line that can be read', (action) => {
    const message = messageOf(() => PARSERS[action](placeholdersOf(action)))
    const line = longestLine(action, message)
    expect(line.length).toBeLessThanOrEqual(256)
    const { detail } = JSON.parse(line) as { detail: string }
    expect(message.startsWith(detail)).toBe(true)
    // What is cut, if anything, is the end of it.
    expect(detail.length).toBeGreaterThanOrEqual(Math.min(message.length, 120))
  })

  test('R43 a message names settings, never their values', () => {
    expect(messageOf(() => parse({ FINGERPRINT_KEY: 'hunter2', TENANT_DOMAIN: 'my secret' }))).not.toMatch(
      /hunter2|my secret/,
    )
    expect(messageOf(() => notice({ SIGNING_KEY: '{"d":"hunter2"}' }))).not.toContain('hunter2')
  })
})

function placeholdersOf(action: string): Change {
  return Object.fromEntries(settingsOf(action).map((name) => [name, `##${name}##`]))
}

/** The longest that any Action says around such a message. */
function longestLine(action: string, detail: string): string {
  return buildLogLine(action, { decision: 'refused', intent: 'unknown', reason: 'not_available', detail })
}

describe('fail-closed', () => {
  const closedBy = async (run: () => Promise<void>): Promise<string[]> => {
    const details: string[] = []
    await failClosed({ close: (detail) => details.push(detail) }, run)
    return details
  }

  test('R60 nothing is closed when all goes well', async () => {
    expect(await closedBy(() => Promise.resolve())).toEqual([])
  })

  test.each<[string, Error, string]>([
    [
      'wrong settings say what is wrong',
      new SettingsError(['A missing', 'B missing']),
      'settings: A missing; B missing',
    ],
    ['a failure outside says where', new UpstreamError('token', 'http_503'), 'token_http_503'],
    ['R43 any other error gives its name only', new TypeError('ada@example.com is undefined'), 'TypeError'],
  ])('R60 %s', async (_name, error, detail) => {
    expect(await closedBy(() => Promise.reject(error))).toEqual([detail])
  })

  test('R60 what is thrown and is no error is not repeated', async () => {
    const thrown: unknown = 'ada@example.com'
    const run = () =>
      Promise.resolve().then(() => {
        throw thrown
      })
    expect(await closedBy(run)).toEqual(['unknown'])
  })

  test('R60 an error before the first wait is caught as well', async () => {
    const run = () => {
      throw new RangeError('at once')
    }
    expect(await closedBy(run)).toEqual(['RangeError'])
  })
})

describe('errors', () => {
  test('keep their cause and their code', () => {
    const cause = new Error('socket hang up')
    const error = new UpstreamError('link', 'unreachable', { cause })
    expect(error).toMatchObject({ name: 'UpstreamError', code: 'unreachable', cause })
    expect(new SettingsError(['A missing'])).toMatchObject({ name: 'SettingsError', problems: ['A missing'] })
  })
})

function messageOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    return (error as Error).message
  }
  throw new Error('nothing was thrown')
}
