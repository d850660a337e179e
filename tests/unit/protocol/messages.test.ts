import { parseAsk } from '../../../lib/protocol/ext-phone.ts'
import { buildLogLine } from '../../../lib/protocol/log-line.ts'
import { parseRetryAfter } from '../../../lib/protocol/retry-after.ts'
import { buildCodeExchange, buildManagementTokenRequest } from '../../../lib/protocol/token-request.ts'
import { isInvalidGrant, parseAccessToken, parseIdToken } from '../../../lib/protocol/token-response.ts'

const companion = { clientId: 'companion', clientSecret: 'secret' }

describe('ext-phone', () => {
  test.each<[unknown, unknown]>([
    [undefined, { kind: 'nothing' }],
    ['add', { kind: 'intent', intent: 'add' }],
    ['replace', { kind: 'intent', intent: 'replace' }],
    ['remove', { kind: 'intent', intent: 'remove' }],
    ['ADD', { kind: 'unknown' }],
    ['', { kind: 'unknown' }],
    [null, { kind: 'unknown' }],
    [['add', 'remove'], { kind: 'unknown' }],
    [['add'], { kind: 'unknown' }],
    ['constructor', { kind: 'unknown' }],
  ])('%j asks for %j', (value, expected) => {
    expect(parseAsk(value)).toStrictEqual(expected)
  })
})

describe('token messages', () => {
  test('R20 the code exchange carries the verifier and the same callback', () => {
    expect(buildCodeExchange(companion, 'c-1', 'v-1', 'https://acme.eu.auth0.com/continue')).toStrictEqual({
      grant_type: 'authorization_code',
      client_id: 'companion',
      client_secret: 'secret',
      code: 'c-1',
      code_verifier: 'v-1',
      redirect_uri: 'https://acme.eu.auth0.com/continue',
    })
  })

  test('the Management token is asked for by client credentials', () => {
    expect(buildManagementTokenRequest(companion, 'https://acme.eu.auth0.com/api/v2/')).toStrictEqual({
      grant_type: 'client_credentials',
      client_id: 'companion',
      client_secret: 'secret',
      audience: 'https://acme.eu.auth0.com/api/v2/',
    })
  })

  test.each<[string, unknown, string | undefined]>([
    ['an ID token', { id_token: 'a.b.c', access_token: 'x' }, 'a.b.c'],
    ['none', { access_token: 'x' }, undefined],
    ['one that is no text', { id_token: 7 }, undefined],
    ['no body', undefined, undefined],
  ])('an exchange answers %s', (_name, body, expected) => {
    expect(parseIdToken(body)).toBe(expected)
  })

  test.each<[string, unknown, unknown]>([
    ['a token and its lifetime', { access_token: 't', expires_in: 86400 }, { token: 't', lifetime: 86400 }],
    ['a token of unknown lifetime', { access_token: 't' }, { token: 't', lifetime: 0 }],
    ['no token', { expires_in: 86400 }, undefined],
    ['no body', undefined, undefined],
  ])('client credentials answer %s', (_name, body, expected) => {
    expect(parseAccessToken(body)).toStrictEqual(expected)
  })

  test.each<[unknown, boolean]>([
    [{ error: 'invalid_grant', error_description: 'x' }, true],
    [{ error: 'invalid_client' }, false],
    ['invalid_grant', false],
    [undefined, false],
  ])('%j is an invalid grant: %s', (body, expected) => {
    expect(isInvalidGrant(body)).toBe(expected)
  })
})

describe('the log line', () => {
  test('R43 holds the action, the decision and its reason', () => {
    const line = buildLogLine('phone-challenge', {
      decision: 'refused',
      intent: 'add',
      reason: 'phone_in_use',
    })
    expect(line).toBe(
      '{"action":"phone-challenge","decision":"refused","intent":"add","reason":"phone_in_use"}',
    )
  })

  test.each([100, 168, 169, 5000])('R43 with a detail of %s characters it stays within 256', (length) => {
    const line = buildLogLine('phone-challenge', { decision: 'failed', detail: 'd'.repeat(length) })
    expect(line.length).toBeLessThanOrEqual(256)
    expect(line).toContain('"decision":"failed"')
  })

  const readLine = (line: string) => JSON.parse(line) as Record<string, string>
  const failed = (detail: string) => buildLogLine('phone-challenge', { decision: 'failed', detail })
  const longest = 256 - failed('').length

  test('R43 a detail that just fits is kept whole', () => {
    const detail = 'd'.repeat(longest)
    expect(failed(detail)).toHaveLength(256)
    expect(readLine(failed(detail)).detail).toBe(detail)
  })

  test.each<[string, string]>([
    ['that is one character too long', 'd'.repeat(longest + 1)],
    ['that is far too long', 'd'.repeat(5000)],
    ['of quotation marks, which take two characters each', '"'.repeat(300)],
    ['of line breaks', 'a\n'.repeat(200)],
    ['of control characters, which take six', '\u0001'.repeat(300)],
    ['of pairs of code units', `${'d'.repeat(longest - 1)}🦊`],
    ['of nothing but pairs', '🦊'.repeat(300)],
  ])('R43 a detail %s is cut, and the line stays one that programs can read', (_name, detail) => {
    const line = failed(detail)
    expect(line.length).toBeLessThanOrEqual(256)
    const { detail: kept = '', ...rest } = readLine(line)
    expect(rest).toStrictEqual({ action: 'phone-challenge', decision: 'failed' })
    expect(detail.startsWith(kept)).toBe(true)
  })

  test('R43 where nothing of it fits, the detail is empty', () => {
    const line = buildLogLine('a'.repeat(300), { decision: 'failed', detail: 'd' })
    expect(readLine(line)).toStrictEqual({ action: 'a'.repeat(300), decision: 'failed', detail: '' })
  })

  test('R43 a line without a detail is never cut, and stays one that programs can read', () => {
    const decision = 'd'.repeat(300)
    expect(readLine(buildLogLine('phone-gate', { decision }))).toStrictEqual({
      action: 'phone-gate',
      decision,
    })
  })

  test('R43 an empty detail stays', () => {
    expect(readLine(failed('')).detail).toBe('')
  })

  test('T20 a detail cannot begin a second line', () => {
    expect(buildLogLine('phone-challenge', { decision: 'failed', detail: 'a\nb' })).not.toContain('\n')
  })
})

describe('how long a server asks to wait', () => {
  const now = new Date('2026-03-01T12:00:00Z')
  const reset = (seconds: number) => String(now.getTime() / 1000 + seconds)
  test.each<[string, Record<string, string>, number | undefined]>([
    ['nothing asked', {}, undefined],
    ['seconds', { 'retry-after': '2' }, 2000],
    ['no seconds', { 'retry-after': '0' }, 0],
    ['a reset in three seconds', { 'x-ratelimit-reset': reset(3) }, 3000],
    ['a reset that has passed', { 'x-ratelimit-reset': reset(-3) }, 0],
    ['both: Retry-After counts', { 'retry-after': '1', 'x-ratelimit-reset': reset(9) }, 1000],
    [
      'a date, with a reset',
      { 'retry-after': 'Sun, 01 Mar 2026 12:00:09 GMT', 'x-ratelimit-reset': reset(3) },
      3000,
    ],
    ['a date alone', { 'retry-after': 'Sun, 01 Mar 2026 12:00:09 GMT' }, undefined],
    ['less than nothing', { 'retry-after': '-1' }, undefined],
    ['a number too long to be one', { 'retry-after': '9'.repeat(13) }, undefined],
    ['text', { 'x-ratelimit-reset': 'soon' }, undefined],
  ])('%s', (_name, headers, expected) => {
    expect(parseRetryAfter(new Headers(headers), now)).toBe(expected)
  })
})
