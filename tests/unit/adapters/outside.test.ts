import { createServer } from 'node:net'
import type { AddressInfo, Server } from 'node:net'

import type { OutsideRequest } from '../../../lib/adapters/outside.ts'
import { DELIVERY_TIMEOUT_MS, createOutside, wasNeverSent } from '../../../lib/adapters/outside.ts'
import { UpstreamError } from '../../../lib/errors.ts'
import type { Answer } from '../../support/stub-fetch.ts'
import { hang, json, nothing, reset, stubFetch, text } from '../../support/stub-fetch.ts'

// Waiting is written down, not done.
const timers = jest.requireActual<{ setTimeout: (milliseconds: number) => Promise<void> }>(
  'node:timers/promises',
)
let waits: number[] = []
beforeEach(() => {
  waits = []
  jest.spyOn(timers, 'setTimeout').mockImplementation((milliseconds) => {
    waits.push(milliseconds)
    return Promise.resolve()
  })
})

const NOW = new Date('2026-03-01T12:00:00Z')
const clock = { now: () => NOW }
const get: OutsideRequest = {
  at: 'jwks',
  url: 'https://acme.eu.auth0.com/.well-known/jwks.json',
  method: 'GET',
  retry: 'on_429_or_5xx',
}
const link: OutsideRequest = {
  at: 'link',
  url: 'https://acme.eu.auth0.com/api/v2/users/email%7Cada/identities',
  method: 'POST',
  json: { provider: 'sms', user_id: 'new' },
  headers: { authorization: 'Bearer t' },
  retry: 'on_429',
}
const event: OutsideRequest = {
  at: 'security_event',
  url: 'https://events.example.com/caep',
  method: 'POST',
  retry: 'never',
  timeoutMs: 2000,
}
const ok = json(200, { fine: true })
const resetIn = (seconds: number) => ({ 'x-ratelimit-reset': String(NOW.getTime() / 1000 + seconds) })

afterEach(() => {
  jest.restoreAllMocks()
})

describe('what is sent', () => {
  test('JSON goes as JSON, with the headers given', async () => {
    const sent = stubFetch(ok)
    await createOutside(clock)(link)
    expect(sent[0]).toMatchObject({
      url: link.url,
      method: 'POST',
      body: '{"provider":"sms","user_id":"new"}',
    })
    expect(sent[0]?.headers.get('content-type')).toBe('application/json')
    expect(sent[0]?.headers.get('authorization')).toBe('Bearer t')
  })

  test('a form goes as a form', async () => {
    const sent = stubFetch(ok)
    const form = { grant_type: 'authorization_code', code: 'a b&c' }
    await createOutside(clock)({
      at: 'token',
      url: 'https://x/oauth/token',
      method: 'POST',
      form,
      retry: 'on_429',
    })
    expect(sent[0]?.body).toBe('grant_type=authorization_code&code=a+b%26c')
    expect(sent[0]?.init.body).toBeInstanceOf(URLSearchParams)
  })

  test('a text goes as it is, with its own content type', async () => {
    const sent = stubFetch(nothing(202))
    const text = { type: 'application/secevent+jwt', body: 'a.b.c' }
    await createOutside(clock)({ ...event, text, headers: { accept: 'application/json' } })
    expect(sent[0]?.body).toBe('a.b.c')
    expect(sent[0]?.headers.get('content-type')).toBe('application/secevent+jwt')
    expect(sent[0]?.headers.get('accept')).toBe('application/json')
  })

  test('a GET carries nothing', async () => {
    const sent = stubFetch(ok)
    await createOutside(clock)(get)
    expect(sent[0]?.init).not.toHaveProperty('body')
    expect([...(sent[0]?.headers ?? [])]).toEqual([])
  })

  test('a redirect is never followed: it would carry credentials elsewhere', async () => {
    const sent = stubFetch(() => Promise.reject(new TypeError('unexpected redirect')))
    await expect(createOutside(clock)(link)).rejects.toMatchObject({ code: 'unreachable' })
    expect(sent[0]?.init.redirect).toBe('error')
  })
})

describe('what comes back', () => {
  test.each<[string, Answer, { status: number; body: unknown }]>([
    ['a success', json(201, [{ provider: 'sms' }]), { status: 201, body: [{ provider: 'sms' }] }],
    ['a deletion, which has no body', nothing(204), { status: 204, body: undefined }],
    ['a success that is empty', text(200, ''), { status: 200, body: undefined }],
    ['a refusal with its body', json(409, { errorCode: 'x' }), { status: 409, body: { errorCode: 'x' } }],
    ['a refusal that is no JSON', text(403, '<h1>Forbidden</h1>'), { status: 403, body: undefined }],
  ])('%s is an answer', async (_name, answer, expected) => {
    stubFetch(answer)
    expect(await createOutside(clock)(link)).toEqual(expected)
  })

  test.each<[string, Answer, string]>([
    ['R61 a reset', reset, 'link_unreachable'],
    ['R61 a success that is no JSON', text(200, '<h1>Hello</h1>'), 'link_malformed'],
  ])('%s is an error that says where', async (_name, answer, message) => {
    stubFetch(answer)
    const error: unknown = await createOutside(clock)(link).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(UpstreamError)
    expect(String(error)).toBe(`UpstreamError: ${message}`)
  })
})

describe('what is asked once more', () => {
  const cases: [string, OutsideRequest, Answer, number[]][] = [
    ['a 429 without a header, after a moment', link, json(429, {}), [250]],
    ['a 429 with Retry-After', link, json(429, {}, { 'retry-after': '1' }), [1000]],
    ['a 429 with x-ratelimit-reset', link, json(429, {}, resetIn(2)), [2000]],
    ['a 429 whose limit has just ended', link, json(429, {}, resetIn(-1)), [0]],
    ['a 500 of something that may be done twice', get, json(500, {}), [250]],
    ['a 503 that is no JSON', get, text(503, 'busy', { 'retry-after': '0' }), [0]],
  ]
  test.each(cases)('R61 %s', async (_name, request, first, pauses) => {
    const sent = stubFetch(first, ok)
    expect(await createOutside(clock)(request)).toEqual({ status: 200, body: { fine: true } })
    expect(sent).toHaveLength(2)
    expect(waits).toEqual(pauses)
  })

  test.each<[string, OutsideRequest, Answer]>([
    ['a 500 of a link, which may have been made', link, json(500, {})],
    ['a 429 of what is asked for never again', event, json(429, {}, { 'retry-after': '0' })],
    ['a 500 of what is asked for never again', event, json(500, {})],
    ['a 404', get, json(404, {})],
    ['a 409', link, json(409, {})],
  ])('R61 not %s', async (_name, request, answer) => {
    const sent = stubFetch(answer)
    await createOutside(clock)(request)
    expect(sent).toHaveLength(1)
  })

  test('R61 at most once: the second answer stands', async () => {
    const sent = stubFetch(json(429, { n: 1 }), json(429, { n: 2 }), ok)
    expect(await createOutside(clock)(link)).toEqual({ status: 429, body: { n: 2 } })
    expect(sent).toHaveLength(2)
  })

  test.each<[string, Record<string, string>]>([
    ['Retry-After', { 'retry-after': '8' }],
    ['x-ratelimit-reset', resetIn(60)],
  ])('R62 a %s beyond the budget is not waited for', async (_name, headers) => {
    const sent = stubFetch(json(429, {}, headers), ok)
    expect((await createOutside(clock)(link)).status).toBe(429)
    expect(sent).toHaveLength(1)
    expect(waits).toEqual([])
  })
})

describe('the budget', () => {
  test('R62 a server that hangs is left when the budget ends', async () => {
    const sent = stubFetch(hang)
    await expect(createOutside(clock, 20)(link)).rejects.toThrow('link_timeout')
    expect(sent).toHaveLength(1)
  })

  test('R62 a body that never ends is left too', async () => {
    stubFetch(({ init }) => {
      const body = new ReadableStream({
        start: (stream) =>
          init.signal?.addEventListener('abort', () => stream.error(init.signal?.reason as Error)),
      })
      return new Response(body, { status: 200 })
    })
    await expect(createOutside(clock, 20)(link)).rejects.toThrow('link_timeout')
  })

  test('R62 once it is spent, nothing more is sent', async () => {
    const sent = stubFetch(ok)
    await expect(createOutside(clock, 0)(link)).rejects.toThrow('link_timeout')
    expect(sent).toHaveLength(0)
  })

  // The link might be made, and its answer would come to nobody.
  test.each([
    [9.9, 0],
    [10, 1],
  ])('R62 with %d ms left of it, %d calls are sent', async (left, calls) => {
    jest.spyOn(performance, 'now').mockReturnValue(1000)
    const sent = stubFetch(ok)
    const error = await createOutside(clock, left)(link).catch((caught: unknown) => caught as UpstreamError)
    expect(sent).toHaveLength(calls)
    expect(error instanceof UpstreamError && wasNeverSent(error)).toBe(calls === 0)
  })

  test('R62 it is shared by all calls of a run', async () => {
    const sent = stubFetch(hang)
    const outside = createOutside(clock, 20)
    await expect(outside(get)).rejects.toThrow('jwks_timeout')
    await expect(outside(link)).rejects.toThrow('link_timeout')
    expect(sent).toHaveLength(1)
  })

  test('R62 within its last seconds a call is still sent', async () => {
    stubFetch(ok)
    expect((await createOutside(clock, 2_500.5)(get)).status).toBe(200)
  })

  test.each([
    ['a call that is given less', 8_000, 2000],
    ['a call that is given more than is left', 1_500, 1500],
  ])('R62 %s', async (_name, budget, expected) => {
    const timeout = jest.spyOn(AbortSignal, 'timeout')
    jest.spyOn(performance, 'now').mockReturnValue(1000)
    stubFetch(ok)
    await createOutside(clock, budget)(event)
    expect(timeout).toHaveBeenCalledWith(expected)
  })

  test('R62 a code on its way is given six seconds', async () => {
    const timeout = jest.spyOn(AbortSignal, 'timeout')
    stubFetch(ok)
    await createOutside(clock)({ ...link, timeoutMs: DELIVERY_TIMEOUT_MS })
    expect(timeout).toHaveBeenCalledWith(6000)
  })

  test('R62 one call may take three seconds of it', async () => {
    const timeout = jest.spyOn(AbortSignal, 'timeout')
    stubFetch(ok)
    await createOutside(clock)(get)
    expect(timeout).toHaveBeenCalledWith(3000)
  })
})

describe('what was never sent', () => {
  const failure = async (call: Promise<unknown>): Promise<UpstreamError> => {
    const error: unknown = await call.catch((caught: unknown) => caught)
    if (!(error instanceof UpstreamError)) throw new Error('it did not fail')
    return error
  }
  const met = (code: string): Answer => {
    const cause = Object.assign(new Error(code), { code })
    return () => Promise.reject(new TypeError('fetch failed', { cause }))
  }

  test.each<[string, Answer, boolean]>([
    ['a host that has no address', met('ENOTFOUND'), true],
    ['a name server that is away', met('EAI_AGAIN'), true],
    ['a port that nobody listens at', met('ECONNREFUSED'), true],
    ['a connection that breaks', met('ECONNRESET'), false],
    ['a connection that the other side closes', met('UND_ERR_SOCKET'), false],
    ['a failure that says nothing', reset, false],
    [
      'a redirect',
      () => Promise.reject(new TypeError('fetch failed', { cause: new Error('redirect') })),
      false,
    ],
    ['an answer that is no JSON', text(200, '<h1>'), false],
  ])('R36 %s', async (_name, answer, expected) => {
    stubFetch(answer)
    expect(wasNeverSent(await failure(createOutside(clock)(link)))).toBe(expected)
  })

  test('R36 what the budget had no place for', async () => {
    stubFetch(ok)
    expect(wasNeverSent(await failure(createOutside(clock, 0)(link)))).toBe(true)
  })

  test('R36 not what a time-out has cut off', async () => {
    stubFetch(hang)
    expect(wasNeverSent(await failure(createOutside(clock, 20)(link)))).toBe(false)
  })

  test('R36 as the real network tells it', async () => {
    const server = createServer((socket) => socket.on('data', () => socket.destroy()))
    const url = `http://localhost:${await listen(server)}/`
    expect(wasNeverSent(await failure(createOutside(clock)({ ...link, url })))).toBe(false)
    await new Promise((closed) => server.close(closed))
    expect(wasNeverSent(await failure(createOutside(clock)({ ...link, url })))).toBe(true)
  })
})

async function listen(server: Server): Promise<number> {
  await new Promise<void>((listening) => server.listen(0, listening))
  return (server.address() as AddressInfo).port
}
