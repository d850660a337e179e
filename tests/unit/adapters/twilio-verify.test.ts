import { createOutside } from '../../../lib/adapters/outside.ts'
import { twilioVerify } from '../../../lib/adapters/twilio-verify.ts'
import type { CodeMessage, DeliveryAnswer } from '../../../lib/core/delivery.ts'
import type { PhoneNumber } from '../../../lib/core/phone-number.ts'
import { codeMessage } from '../../support/code-message.ts'
import type { Answer } from '../../support/stub-fetch.ts'
import { hang, json, nothing, reset, stubFetch, text } from '../../support/stub-fetch.ts'

const SID = 'AC0123456789abcdef0123456789abcdef'
const SERVICE = 'VA0123456789abcdef0123456789abcdef'
const TOKEN = 'token'
const clock = { now: () => new Date('2026-03-01T12:00:00Z') }
const pending = json(201, { sid: 'VE1', status: 'pending', valid: false, channel: 'sms' })
const refused = (status: number, code: number) =>
  json(status, { code, message: 'Invalid parameter `To`: +4915112345678', status }, { 'retry-after': '0' })
afterEach(() => jest.restoreAllMocks())

async function deliver(reply: Answer, changes: Partial<CodeMessage> = {}, budgetMs = 8000) {
  const requests = stubFetch(reply)
  const settings = { accountSid: SID, authToken: TOKEN, serviceSid: SERVICE }
  const provider = twilioVerify(settings, createOutside(clock, budgetMs))
  return { answer: await provider.deliver({ ...codeMessage, ...changes }), requests }
}

describe('a code by Twilio Verify', () => {
  test.each<[string, Partial<CodeMessage>, string]>([
    ['by text', {}, 'To=%2B4915112345678&Channel=sms&CustomCode=012345&Locale=de'],
    ['by voice', { method: 'voice' }, 'To=%2B4915112345678&Channel=call&CustomCode=012345&Locale=de'],
    [
      'in a language that Twilio chooses',
      { locale: undefined },
      'To=%2B4915112345678&Channel=sms&CustomCode=012345',
    ],
    [
      'T20 with a hostile locale',
      { locale: 'de&To=%2B1900\r\nX-Evil: 1' },
      'To=%2B4915112345678&Channel=sms&CustomCode=012345',
    ],
    [
      'T20 to a number that came by another door',
      { to: '+49|x&Channel=email\r\n' as PhoneNumber },
      'To=%2B49%7Cx%26Channel%3Demail%0D%0A&Channel=sms&CustomCode=012345&Locale=de',
    ],
  ])('%s is this very request', async (_name, changes, body) => {
    const { answer, requests } = await deliver(pending, changes)
    expect(answer).toEqual({ kind: 'sent' })
    expect(requests).toHaveLength(1)
    const url = `https://verify.twilio.com/v2/Services/${SERVICE}/Verifications`
    expect(requests[0]).toMatchObject({ url, method: 'POST', body })
    const basic = Buffer.from(`${SID}:${TOKEN}`).toString('base64')
    expect([...(requests[0]?.headers ?? [])]).toEqual([['authorization', `Basic ${basic}`]])
  })

  test.each<[string, string | undefined]>([
    ['is none', undefined],
    ['is too short', '123'],
    ['is too long', '12345678901'],
    ['T20 is none, but fields', '1234&To=+1900'],
  ])('R36 that %s is dropped unsent', async (_name, code) => {
    const { answer, requests } = await deliver(pending, { code })
    expect(answer).toEqual({ kind: 'drop', reason: 'provider_rejected', detail: 'no_code' })
    expect(requests).toEqual([])
  })
})

describe('R36 what Twilio Verify answers comes to', () => {
  test.each<[string, Answer, DeliveryAnswer]>([
    [
      'a wrong number',
      refused(400, 60200),
      { kind: 'drop', reason: 'number_invalid', detail: 'twilio_60200' },
    ],
    [
      'five sends already',
      refused(429, 60203),
      { kind: 'drop', reason: 'provider_rate_limited', detail: 'twilio_60203' },
    ],
    [
      'a landline',
      refused(403, 60205),
      { kind: 'drop', reason: 'unreachable_number', detail: 'twilio_60205' },
    ],
    [
      'fraud guard',
      refused(403, 60410),
      { kind: 'drop', reason: 'provider_blocked', detail: 'twilio_60410' },
    ],
    [
      'a wrong token',
      refused(401, 20003),
      { kind: 'drop', reason: 'provider_auth_failed', detail: 'twilio_20003' },
    ],
    [
      'a limit that passes',
      refused(429, 20429),
      { kind: 'retry', reason: 'provider_rate_limited', detail: 'twilio_20429' },
    ],
    ['trouble', text(503, '<h1>'), { kind: 'retry', reason: 'provider_failed', detail: 'http_503' }],
    ['an empty success', nothing(201), { kind: 'drop', reason: 'provider_failed', detail: 'malformed' }],
    [
      'a success that is no JSON',
      text(201, 'ok'),
      { kind: 'drop', reason: 'provider_failed', detail: 'malformed' },
    ],
    ['a broken connection', reset, { kind: 'drop', reason: 'provider_unreachable' }],
  ])('%s, after one call', async (_name, reply, expected) => {
    const { answer, requests } = await deliver(reply)
    expect(answer).toEqual(expected)
    expect(requests).toHaveLength(1)
  })

  test('no answer in time: dropped, as the text may be out', async () => {
    const { answer } = await deliver(hang, {}, 20)
    expect(answer).toEqual({ kind: 'drop', reason: 'provider_timeout' })
  })

  test('a redirect is refused', async () => {
    const { requests } = await deliver(() => Promise.reject(new TypeError('unexpected redirect')))
    expect(requests[0]?.init.redirect).toBe('error')
  })

  test('it never rejects, whatever goes wrong', async () => {
    const settings = { accountSid: SID, authToken: TOKEN, serviceSid: SERVICE }
    const provider = twilioVerify(settings, () => Promise.reject(new Error('a mistake of our own')))
    expect(await provider.deliver(codeMessage)).toEqual({ kind: 'drop', reason: 'provider_failed' })
  })
})
