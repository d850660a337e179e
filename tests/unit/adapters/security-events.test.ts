import jwt from 'jsonwebtoken'

import { createOutside } from '../../../lib/adapters/outside.ts'
import { pushedSecurityEvents } from '../../../lib/adapters/security-events.ts'
import type { Change } from '../../../lib/core/change.ts'
import { eventKey } from '../../support/signed-tokens.ts'
import type { Answer } from '../../support/stub-fetch.ts'
import { hang, json, nothing, reset, stubFetch, text } from '../../support/stub-fetch.ts'
import { userId } from '../../support/values.ts'

const NOW = new Date('2026-03-01T12:00:00.900Z')
const ISSUER = 'https://acme.eu.auth0.com/'
const URL = 'https://events.example.com/caep'
const AUDIENCE = 'https://events.example.com'
const EVENT = 'https://schemas.openid.net/secevent/caep/event-type/credential-change'
const change: Change = { did: 'linked', last2: '78', at: new Date('2026-03-01T11:59:58.500Z') }
const clock = { now: () => NOW }

type Key = Awaited<ReturnType<typeof eventKey>>
let keys: Record<string, Key>
beforeAll(async () => {
  keys = { ES256: await eventKey('ES256'), RS256: await eventKey('RS256') }
})
afterEach(() => jest.restoreAllMocks())

function keyOf(alg: string): Key {
  const key = keys[alg]
  if (!key) throw new Error(`no key for ${alg}`)
  return key
}

let byte = 0
const entropy = { bytes: (count: number) => Uint8Array.from({ length: count }, () => (byte += 1)) }

function eventsTo(answer: Answer, signingKey: Record<string, unknown> = keyOf('ES256').jwk, budgetMs = 8000) {
  const sent = stubFetch(answer)
  const receiver = { url: URL, audience: AUDIENCE, signingKey: signingKey as Key['jwk'] }
  const world = { outside: createOutside(clock, budgetMs), clock, entropy }
  return { events: pushedSecurityEvents(ISSUER, receiver, world), sent }
}

const push = async (answer: Answer, what = change, signingKey?: Record<string, unknown>) => {
  const { events, sent } = eventsTo(answer, signingKey)
  return { answered: await events.push(userId('email|ada'), what), sent }
}

describe('a Security Event Token', () => {
  test.each(['ES256', 'RS256'] as const)('R40 signed by %s is verified by another library', async (alg) => {
    const { answered, sent } = await push(nothing(202), change, keyOf(alg).jwk)
    expect(answered).toEqual({ kind: 'sent' })
    const token = sent[0]?.body ?? ''
    expect(jwt.decode(token, { complete: true })?.header).toEqual({
      alg,
      kid: 'events-1',
      typ: 'secevent+jwt',
    })
    const options = {
      algorithms: [alg],
      issuer: ISSUER,
      audience: AUDIENCE,
      clockTimestamp: NOW.getTime() / 1000,
    }
    expect(jwt.verify(token, keyOf(alg).pem, options)).toEqual({
      iss: ISSUER,
      aud: AUDIENCE,
      jti: expect.stringMatching(/^[\w-]{22}$/) as string,
      iat: 1772366400,
      sub_id: { format: 'iss_sub', iss: ISSUER, sub: 'email|ada' },
      events: {
        [EVENT]: {
          event_timestamp: 1772366398,
          credential_type: 'phone-sms',
          change_type: 'create',
          initiating_entity: 'user',
          friendly_name: '••••••78',
        },
      },
    })
  })

  test('T06 of another key is not verified', async () => {
    const { sent } = await push(nothing(202))
    const { pem } = await eventKey('ES256')
    expect(() => jwt.verify(sent[0]?.body ?? '', pem, { algorithms: ['ES256'] })).toThrow('invalid signature')
  })

  test.each([
    ['linked', 'create'],
    ['replaced', 'update'],
    ['removed', 'delete'],
  ] as const)('R40 says what was done: %s', async (did, type) => {
    const { sent } = await push(nothing(202), { ...change, did })
    expect(jwt.decode(sent[0]?.body ?? '')).toMatchObject({ events: { [EVENT]: { change_type: type } } })
  })

  test('R43 holds no number, has no lifetime and no subject of its own: it is no ID token', async () => {
    const { sent } = await push(nothing(202), { ...change, last2: undefined })
    const claims = jwt.decode(sent[0]?.body ?? '') as Record<string, unknown>
    expect(Object.keys(claims).sort()).toEqual(['aud', 'events', 'iat', 'iss', 'jti', 'sub_id'])
  })

  test('two have two ids', async () => {
    const { events, sent } = eventsTo(nothing(202))
    await events.push(userId('email|ada'), change)
    await events.push(userId('email|ada'), change)
    const ids = sent.map(({ body }) => (jwt.decode(body) as { jti: string }).jti)
    expect(new Set(ids).size).toBe(2)
  })

  test('is pushed as RFC 8935 has it', async () => {
    const { sent } = await push(nothing(202))
    expect(sent[0]).toMatchObject({ url: URL, method: 'POST' })
    expect(sent[0]?.headers.get('content-type')).toBe('application/secevent+jwt')
    expect(sent[0]?.headers.get('accept')).toBe('application/json')
    expect(sent[0]?.headers.has('authorization')).toBe(false)
  })
})

describe('R41 a receiver that fails', () => {
  test.each<[string, Answer, string]>([
    [
      'refuses',
      json(400, { err: 'invalid_issuer', description: 'ada@example.com' }),
      'security_event_http_400',
    ],
    ['fails', text(500, '<h1>ada@example.com</h1>'), 'security_event_http_500'],
    ['has a limit', json(429, {}, { 'retry-after': '0' }), 'security_event_http_429'],
    ['answers otherwise than documented', nothing(200), 'security_event_http_200'],
    ['talks nonsense', text(202, '<h1>'), 'security_event_malformed'],
    ['breaks', reset, 'security_event_unreachable'],
  ])('and %s is asked once, and named by a code alone', async (_name, answer, code) => {
    const { answered, sent } = await push(answer)
    expect(answered).toEqual({ kind: 'failed', code })
    expect(sent).toHaveLength(1)
  })

  test('R62 and hangs is left', async () => {
    const { events } = eventsTo(hang, keyOf('ES256').jwk, 20)
    const answered = await events.push(userId('email|ada'), change)
    expect(answered).toEqual({ kind: 'failed', code: 'security_event_timeout' })
  })

  test('R62 is given two seconds', async () => {
    const timeout = jest.spyOn(AbortSignal, 'timeout')
    await push(nothing(202))
    expect(timeout).toHaveBeenCalledWith(2000)
  })

  test.each<[string, Record<string, unknown>]>([
    ['no key', { alg: 'ES256', kid: 'x' }],
    ['a key of another kind', { kty: 'EC', crv: 'P-256', d: '!', x: '!', y: '!', alg: 'ES256', kid: 'x' }],
    ['an algorithm that nobody knows', { kty: 'oct', k: 'AAAA', alg: 'none', kid: 'x' }],
  ])('for a signing key that is %s nothing is sent', async (_name, signingKey) => {
    const { answered, sent } = await push(nothing(202), change, signingKey)
    expect(answered).toEqual({ kind: 'failed', code: 'security_event_key' })
    expect(sent).toEqual([])
  })
})
