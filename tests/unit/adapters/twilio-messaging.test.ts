import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import { createOutside } from '../../../lib/adapters/outside.ts'
import { twilioMessaging } from '../../../lib/adapters/twilio-messaging.ts'
import type { CodeMessage, DeliveryAnswer } from '../../../lib/core/delivery.ts'
import type { PhoneNumber } from '../../../lib/core/phone-number.ts'
import type { MessagingSender } from '../../../lib/protocol/twilio.ts'
import { codeMessage } from '../../support/code-message.ts'
import type { Answer } from '../../support/stub-fetch.ts'
import { hang, json, nothing, reset, stubFetch, text } from '../../support/stub-fetch.ts'

const SID = 'AC0123456789abcdef0123456789abcdef'
const TOKEN = 'a-token:with-a-colon'
const SERVICE = { messagingServiceSid: 'MG0123456789abcdef0123456789abcdef' }
const NUMBER = { from: '+12025550100' }
const clock = { now: () => new Date('2026-03-01T12:00:00Z') }
const accepted = json(201, { sid: 'SM1', status: 'queued', error_code: null })
const refused = (status: number, code: number) =>
  json(
    status,
    { code, message: 'To +4915112345678 (012345)', more_info: 'https://x', status },
    { 'retry-after': '0' },
  )
const refusedPort: Answer = () => {
  const cause = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })
  return Promise.reject(new TypeError('fetch failed', { cause }))
}
afterEach(() => jest.restoreAllMocks())

async function deliver(
  answers: [Answer, ...Answer[]],
  changes: Partial<CodeMessage> = {},
  sender: MessagingSender = NUMBER,
  budgetMs = 8000,
) {
  const requests = stubFetch(...answers)
  const settings = { accountSid: SID, authToken: TOKEN, sender }
  const provider = twilioMessaging(settings, createOutside(clock, budgetMs))
  return { answer: await provider.deliver({ ...codeMessage, ...changes }), requests }
}

describe('a text by Twilio Messaging', () => {
  test('from a messaging service is this very request', async () => {
    const { answer, requests } = await deliver([accepted], {}, SERVICE)
    expect(answer).toEqual({ kind: 'sent' })
    expect(requests).toHaveLength(1)
    expect(requests[0]).toMatchObject({
      url: `https://api.twilio.com/2010-04-01/Accounts/${SID}/Messages.json`,
      method: 'POST',
      body:
        'To=%2B4915112345678&MessagingServiceSid=MG0123456789abcdef0123456789abcdef' +
        '&Body=Acme%3A+012345+ist+dein+Code.%0A%0A%40login.example.com+%23012345',
    })
    expect(requests[0]?.init.body).toBeInstanceOf(URLSearchParams)
  })

  test('from a number names it', async () => {
    const { requests } = await deliver([accepted])
    expect([...new URLSearchParams(requests[0]?.body)]).toEqual([
      ['To', '+4915112345678'],
      ['From', '+12025550100'],
      ['Body', codeMessage.asText],
    ])
  })

  test('T21 the token stands in the Authorization header and nowhere else', async () => {
    const { requests } = await deliver([accepted])
    const basic = Buffer.from(`${SID}:${TOKEN}`).toString('base64')
    expect([...(requests[0]?.headers ?? [])]).toEqual([['authorization', `Basic ${basic}`]])
    expect(`${requests[0]?.url}${requests[0]?.body}`).not.toContain('token')
  })

  test('R62 is given six seconds', async () => {
    const timeout = jest.spyOn(AbortSignal, 'timeout')
    await deliver([accepted])
    expect(timeout).toHaveBeenCalledWith(6000)
  })
})

describe('a call by Twilio', () => {
  test('is this very request', async () => {
    const { answer, requests } = await deliver([json(201, { sid: 'CA1', status: 'queued' })], {
      method: 'voice',
    })
    expect(answer).toEqual({ kind: 'sent' })
    expect(requests[0]).toMatchObject({
      url: `https://api.twilio.com/2010-04-01/Accounts/${SID}/Calls.json`,
      method: 'POST',
      body:
        'To=%2B4915112345678&From=%2B12025550100&Twiml=%3CResponse%3E%3CSay+language%3D%22de-DE%22%3E' +
        'Dein+Code+ist+0%2C+1%2C+2%2C+3%2C+4%2C+5.%3C%2FSay%3E%3C%2FResponse%3E',
    })
  })

  test('R36 is dropped where there is only a messaging service, which has no voice', async () => {
    const { answer, requests } = await deliver([accepted], { method: 'voice' }, SERVICE)
    expect(answer).toEqual({ kind: 'drop', reason: 'provider_rejected', detail: 'no_voice_number' })
    expect(requests).toEqual([])
  })
})

describe('R36 what Twilio answers comes to', () => {
  test.each<[string, Answer, DeliveryAnswer]>([
    ['opted out', refused(400, 21610), { kind: 'drop', reason: 'opted_out', detail: 'twilio_21610' }],
    [
      'a wrong number',
      refused(400, 21211),
      { kind: 'drop', reason: 'number_invalid', detail: 'twilio_21211' },
    ],
    [
      'a wrong token',
      refused(401, 20003),
      { kind: 'drop', reason: 'provider_auth_failed', detail: 'twilio_20003' },
    ],
    ['trouble', text(500, '<h1>'), { kind: 'retry', reason: 'provider_failed', detail: 'http_500' }],
    [
      'a refusal that is no JSON',
      text(400, '<h1>'),
      { kind: 'drop', reason: 'provider_rejected', detail: 'http_400' },
    ],
    [
      'a success that is empty',
      nothing(201),
      { kind: 'drop', reason: 'provider_failed', detail: 'malformed' },
    ],
    [
      'a success that is no JSON',
      text(201, '<h1>'),
      { kind: 'drop', reason: 'provider_failed', detail: 'malformed' },
    ],
    [
      'a success of somebody else',
      json(200, { ok: true }),
      { kind: 'drop', reason: 'provider_failed', detail: 'malformed' },
    ],
    ['a port where nobody listens', refusedPort, { kind: 'retry', reason: 'provider_unreachable' }],
    ['a broken connection, as the text may be out', reset, { kind: 'drop', reason: 'provider_unreachable' }],
  ])('%s, after one call', async (_name, reply, expected) => {
    const { answer, requests } = await deliver([reply])
    expect(answer).toEqual(expected)
    expect(requests).toHaveLength(1)
  })

  test('a limit that passes at once: asked once more, and sent', async () => {
    const { answer, requests } = await deliver([refused(429, 20429), accepted])
    expect(answer).toEqual({ kind: 'sent' })
    expect(requests).toHaveLength(2)
  })

  test('a limit that does not: left to the platform', async () => {
    const { answer, requests } = await deliver([refused(429, 20429)])
    expect(answer).toEqual({ kind: 'retry', reason: 'provider_rate_limited', detail: 'twilio_20429' })
    expect(requests).toHaveLength(2)
  })

  test('no answer in time: dropped, as the text may be out', async () => {
    const { answer } = await deliver([hang], {}, NUMBER, 20)
    expect(answer).toEqual({ kind: 'drop', reason: 'provider_timeout' })
  })

  test('a run that had no time left for it: nothing is sent, and it is tried again', async () => {
    const { answer, requests } = await deliver([accepted], {}, NUMBER, 0)
    expect(answer).toEqual({ kind: 'retry', reason: 'provider_timeout' })
    expect(requests).toEqual([])
  })

  test('it never rejects, whatever goes wrong', async () => {
    const settings = { accountSid: SID, authToken: TOKEN, sender: NUMBER }
    const provider = twilioMessaging(settings, () => Promise.reject(new Error('a mistake of our own')))
    expect(await provider.deliver(codeMessage)).toEqual({ kind: 'drop', reason: 'provider_failed' })
  })

  test('a redirect is not followed, and takes no credentials along', async () => {
    const asked: (string | undefined)[] = []
    const server = createServer((request, response) => {
      asked.push(request.url)
      response.writeHead(307, { location: '/elsewhere' }).end()
    })
    await new Promise<void>((listening) => server.listen(0, listening))
    const apiUrl = `http://localhost:${(server.address() as AddressInfo).port}`
    const settings = { accountSid: SID, authToken: TOKEN, apiUrl, sender: NUMBER }
    const answer = await twilioMessaging(settings, createOutside(clock)).deliver(codeMessage)
    server.closeAllConnections()
    server.close()
    expect(answer).toEqual({ kind: 'drop', reason: 'provider_unreachable' })
    expect(asked).toEqual([`/2010-04-01/Accounts/${SID}/Messages.json`])
  })
})

describe('T20 nothing in a message adds a field or a header', () => {
  const HOSTILE = 'x&From=%2B1900\r\nX-Evil: 1\r\n\r\n&MediaUrl=https://evil'
  test.each<[string, Partial<CodeMessage>]>([
    ['a text', { asText: HOSTILE }],
    ['a number that came by another door', { to: `+49151|${HOSTILE}` as PhoneNumber }],
    ['a locale', { locale: HOSTILE }],
    ['a voice', { asVoice: HOSTILE, method: 'voice' }],
    ['a locale of a call', { locale: HOSTILE, method: 'voice' }],
    ['half of a pair of surrogates', { asText: '\ud800', asVoice: '\udfff' }],
  ])('%s', async (_name, changes) => {
    const { answer, requests } = await deliver([accepted], changes)
    expect(answer).toEqual({ kind: 'sent' })
    const fields = [...new URLSearchParams(requests[0]?.body).keys()]
    expect(fields).toEqual(changes.method === 'voice' ? ['To', 'From', 'Twiml'] : ['To', 'From', 'Body'])
    expect([...(requests[0]?.headers.keys() ?? [])]).toEqual(['authorization'])
  })
})

test('T21 no word of an answer goes further than its code', async () => {
  const { answer } = await deliver([refused(400, 21999)])
  expect(answer).toEqual({ kind: 'drop', reason: 'provider_rejected', detail: 'twilio_21999' })
})
