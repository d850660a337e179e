import { Webhook } from 'standardwebhooks'

import { codeWebhook } from '../../../lib/adapters/code-webhook.ts'
import { createOutside } from '../../../lib/adapters/outside.ts'
import type { CodeMessage, DeliveryAnswer } from '../../../lib/core/delivery.ts'
import type { PhoneNumber } from '../../../lib/core/phone-number.ts'
import { buildCodeEvent } from '../../../lib/protocol/code-event.ts'
import { codeMessage } from '../../support/code-message.ts'
import type { Answer, SentRequest } from '../../support/stub-fetch.ts'
import { hang, json, nothing, reset, stubFetch, text } from '../../support/stub-fetch.ts'

const NOW = new Date('2026-03-01T12:00:00.900Z')
const URL = 'https://codes.example.com/send?tenant=acme'
const SECRET = `whsec_${Buffer.alloc(32, 'k').toString('base64')}`
const clock = { now: () => NOW }
afterEach(() => jest.restoreAllMocks())

async function deliver(
  answers: [Answer, ...Answer[]],
  changes: Partial<CodeMessage> = {},
  { secret = SECRET, budgetMs = 8000 } = {},
) {
  const requests = stubFetch(...answers)
  const provider = codeWebhook({ url: URL, secret }, createOutside(clock, budgetMs), clock)
  return { answer: await provider.deliver({ ...codeMessage, ...changes }), requests }
}

/** What a receiver does with a request, at the time at which it was sent. */
function verify(request: SentRequest | undefined, secret = SECRET, body = request?.body): unknown {
  jest.spyOn(Date, 'now').mockReturnValue(NOW.getTime())
  return new Webhook(secret).verify(body ?? '', Object.fromEntries(request?.headers ?? []))
}

describe('a code by webhook', () => {
  test('is this very request', async () => {
    const { answer, requests } = await deliver([nothing(202)])
    expect(answer).toEqual({ kind: 'sent' })
    expect(requests).toHaveLength(1)
    expect(requests[0]).toMatchObject({ url: URL, method: 'POST', body: buildCodeEvent(codeMessage, NOW) })
    expect([...(requests[0]?.headers ?? [])]).toEqual([
      ['content-type', 'application/json'],
      ['idempotency-key', 'Zm9vYmFyLWJhei0x_2'],
      ['webhook-id', 'Zm9vYmFyLWJhei0x_2'],
      ['webhook-signature', expect.stringMatching(/^v1,[\w+/]{43}=$/)],
      ['webhook-timestamp', '1772366400'],
    ])
    expect(requests[0]?.init.redirect).toBe('error')
  })

  test('is verified by another library', async () => {
    const { requests } = await deliver([nothing(202)])
    expect(verify(requests[0])).toEqual(JSON.parse(buildCodeEvent(codeMessage, NOW)))
  })

  test.each<[string, Partial<CodeMessage>]>([
    ['a call', { method: 'voice' }],
    ['no code', { code: undefined, locale: undefined }],
    ['letters of many languages', { asText: 'كودك 012345 … 🔐', locale: 'ar' }],
    ['T20 a hostile locale', { locale: '"}\r\nX-Evil: 1' }],
    ['T20 a number that came by another door', { to: '+49|x\r\nX-Evil: 1' as PhoneNumber }],
    ['T20 a hostile key', { idempotencyKey: 'a\r\nX-Evil: 1.2.3' }],
    ['half of a pair of surrogates', { asText: '\ud800' }],
  ])('with %s is verified, and has no other header', async (_name, changes) => {
    const { requests } = await deliver([nothing(202)], changes)
    expect(verify(requests[0])).toEqual(JSON.parse(buildCodeEvent({ ...codeMessage, ...changes }, NOW)))
    expect([...(requests[0]?.headers.keys() ?? [])]).toEqual([
      'content-type',
      'idempotency-key',
      'webhook-id',
      'webhook-signature',
      'webhook-timestamp',
    ])
  })

  test('T06 is not verified by another secret, nor once a letter of it is changed', async () => {
    const { requests } = await deliver([nothing(202)])
    const other = `whsec_${Buffer.alloc(32, 'x').toString('base64')}`
    expect(() => verify(requests[0], other)).toThrow('No matching signature')
    const forged = requests[0]?.body.replace('+49', '+48')
    expect(() => verify(requests[0], SECRET, forged)).toThrow('No matching signature')
  })

  test('is known again by its id, also at a later time', async () => {
    const first = await deliver([nothing(202)])
    jest.restoreAllMocks()
    const later = { now: () => new Date(NOW.getTime() + 60_000) }
    const requests = stubFetch(nothing(202))
    await codeWebhook({ url: URL, secret: SECRET }, createOutside(later), later).deliver(codeMessage)
    const [one, two] = [first.requests[0], requests[0]]
    expect(two?.headers.get('webhook-id')).toBe(one?.headers.get('webhook-id'))
    expect(two?.headers.get('webhook-timestamp')).toBe('1772366460')
    expect(two?.headers.get('webhook-signature')).not.toBe(one?.headers.get('webhook-signature'))
  })

  test('R62 is given six seconds', async () => {
    const timeout = jest.spyOn(AbortSignal, 'timeout')
    await deliver([nothing(202)])
    expect(timeout).toHaveBeenCalledWith(6000)
  })

  test.each(['whsec_c2hvcnQ=', 'secret', ''])('T20 is never sent with the secret %j', async (secret) => {
    const { answer, requests } = await deliver([nothing(202)], {}, { secret })
    expect(answer).toEqual({ kind: 'drop', reason: 'provider_auth_failed', detail: 'secret' })
    expect(requests).toEqual([])
  })
})

describe('R36 what a receiver answers comes to', () => {
  test.each<[string, Answer, DeliveryAnswer, number]>([
    ['a success that is empty', nothing(200), { kind: 'sent' }, 1],
    ['a success that is no JSON', text(200, 'OK'), { kind: 'sent' }, 1],
    [
      'a success that refuses for good',
      json(200, { result: 'drop', reason: 'opted_out' }),
      { kind: 'drop', reason: 'opted_out', detail: 'http_200' },
      1,
    ],
    [
      'a refusal',
      json(400, { error: '+4915112345678' }),
      { kind: 'drop', reason: 'provider_rejected', detail: 'http_400' },
      1,
    ],
    [
      'a secret that it does not know',
      text(401, '<h1>'),
      { kind: 'drop', reason: 'provider_auth_failed', detail: 'http_401' },
      1,
    ],
    [
      'a limit, twice',
      json(429, {}, { 'retry-after': '0' }),
      { kind: 'retry', reason: 'provider_rate_limited', detail: 'http_429' },
      2,
    ],
    [
      'trouble, twice',
      text(503, '<h1>', { 'retry-after': '0' }),
      { kind: 'retry', reason: 'provider_failed', detail: 'http_503' },
      2,
    ],
    [
      'a broken connection: it knows a repetition',
      reset,
      { kind: 'retry', reason: 'provider_unreachable' },
      1,
    ],
    [
      'a redirect, which is not followed',
      () => Promise.reject(new TypeError('unexpected redirect')),
      { kind: 'retry', reason: 'provider_unreachable' },
      1,
    ],
  ])('%s', async (_name, reply, expected, calls) => {
    const { answer, requests } = await deliver([reply])
    expect(answer).toEqual(expected)
    expect(requests).toHaveLength(calls)
  })

  test('trouble that passes: sent, as the same event', async () => {
    const { answer, requests } = await deliver([text(500, '', { 'retry-after': '0' }), nothing(200)])
    expect(answer).toEqual({ kind: 'sent' })
    expect(requests[1]?.headers.get('webhook-id')).toBe(requests[0]?.headers.get('webhook-id'))
    expect(requests[1]?.body).toBe(requests[0]?.body)
  })

  test('no answer in time: tried again, as it knows a repetition', async () => {
    const { answer } = await deliver([hang], {}, { budgetMs: 20 })
    expect(answer).toEqual({ kind: 'retry', reason: 'provider_timeout' })
  })

  test('it never rejects, whatever goes wrong', async () => {
    const outside = () => Promise.reject(new Error('a mistake of our own'))
    const provider = codeWebhook({ url: URL, secret: SECRET }, outside, clock)
    expect(await provider.deliver(codeMessage)).toEqual({ kind: 'drop', reason: 'provider_failed' })
  })
})
