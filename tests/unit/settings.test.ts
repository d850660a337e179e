import { SettingsError, UpstreamError } from '../../lib/errors.ts'
import { failClosed } from '../../lib/fail-closed.ts'
import { buildLogLine } from '../../lib/protocol/log-line.ts'
import { SETTINGS, parseGateSettings, parseSettings } from '../../lib/settings.ts'

const secrets: Record<string, string | undefined> = {
  TENANT_DOMAIN: 'acme.eu.auth0.com',
  CUSTOM_DOMAINS: 'login.example.com, id.example.org',
  COMPANION_CLIENT_ID: 'companion',
  COMPANION_CLIENT_SECRET: 'companion-secret',
  FINGERPRINT_KEY: 'k'.repeat(32),
}
const parse = (change: Record<string, string | undefined>) => parseSettings({ ...secrets, ...change })

describe('settings that hold', () => {
  test('R64 the canonical domain and the custom ones are hosts', () => {
    expect(parse({})).toEqual({
      tenantDomain: 'acme.eu.auth0.com',
      hosts: ['acme.eu.auth0.com', 'login.example.com', 'id.example.org'],
      companionClientId: 'companion',
      companionClientSecret: 'companion-secret',
      fingerprintKey: 'k'.repeat(32),
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

  test('spaces around a value are not part of it', () => {
    expect(parse({ TENANT_DOMAIN: ' acme.eu.auth0.com\n' }).tenantDomain).toBe('acme.eu.auth0.com')
  })

  test('the gate needs the companion id alone', () => {
    expect(parseGateSettings({ COMPANION_CLIENT_ID: 'companion' })).toEqual({
      companionClientId: 'companion',
    })
    expect(() => parseGateSettings({})).toThrow('settings: COMPANION_CLIENT_ID missing')
  })
})

describe('settings that do not hold', () => {
  test.each<[string, Record<string, string | undefined>, string]>([
    ['no domain', { TENANT_DOMAIN: undefined }, 'TENANT_DOMAIN missing'],
    ['an empty secret', { COMPANION_CLIENT_SECRET: '' }, 'COMPANION_CLIENT_SECRET missing'],
    ['a blank client id', { COMPANION_CLIENT_ID: ' ' }, 'COMPANION_CLIENT_ID missing'],
    ['a URL for a domain', { TENANT_DOMAIN: 'https://acme.eu.auth0.com' }, 'TENANT_DOMAIN not a host name'],
    ['T22 a domain with a path', { TENANT_DOMAIN: 'acme.auth0.com/x' }, 'TENANT_DOMAIN not a host name'],
    ['T22 a domain with a user', { TENANT_DOMAIN: 'acme@evil.com' }, 'TENANT_DOMAIN not a host name'],
    ['a custom domain that is none', { CUSTOM_DOMAINS: 'ok.com,-bad' }, 'CUSTOM_DOMAINS not a host name'],
    ['a short key', { FINGERPRINT_KEY: 'k'.repeat(31) }, 'FINGERPRINT_KEY under 32 characters'],
    ['a placeholder', { FINGERPRINT_KEY: '##FINGERPRINT_KEY##' }, 'FINGERPRINT_KEY still a placeholder'],
    ['a list placeholder', { CUSTOM_DOMAINS: '@@DOMAINS@@' }, 'CUSTOM_DOMAINS still a placeholder'],
  ])('%s', (_name, change, problem) => {
    expect(() => parse(change)).toThrow(new SettingsError([problem]))
  })

  test('R65 three wrong settings give one message naming three', () => {
    const change = { TENANT_DOMAIN: '', COMPANION_CLIENT_ID: '##ID##', FINGERPRINT_KEY: 'short' }
    expect(() => parse(change)).toThrow(
      'settings: TENANT_DOMAIN missing; COMPANION_CLIENT_ID still a placeholder; FINGERPRINT_KEY under 32 characters',
    )
  })

  test('R65 a deploy without any secret names them all within one log line', () => {
    const message = messageOf(() => parseSettings({}))
    const line = buildLogLine('phone-challenge', { decision: 'failed', detail: message })
    expect(JSON.parse(line)).toMatchObject({ detail: message })
    for (const [name, { required }] of Object.entries(SETTINGS)) expect(message.includes(name)).toBe(required)
  })

  test('R65 a deploy that left every placeholder in place names them all within one log line', () => {
    const placeholders = Object.fromEntries(Object.keys(SETTINGS).map((name) => [name, `##${name}##`]))
    const message = messageOf(() => parseSettings(placeholders))
    const line = buildLogLine('phone-challenge', {
      decision: 'refused',
      intent: 'unknown',
      reason: 'not_available',
      detail: message,
    })
    for (const name of Object.keys(SETTINGS)) expect(line).toContain(name)
    expect(JSON.parse(line)).toMatchObject({ detail: message })
  })

  test('R43 a message names settings, never their values', () => {
    expect(messageOf(() => parse({ FINGERPRINT_KEY: 'hunter2', TENANT_DOMAIN: 'my secret' }))).not.toMatch(
      /hunter2|my secret/,
    )
  })
})

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
