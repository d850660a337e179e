import type { DeliveryAnswer, DeliveryReason } from '../../../lib/core/delivery.ts'
import { TWILIO_CODES, parseTwilioAnswer } from '../../../lib/protocol/twilio-answer.ts'

type Row = [code: number, status: number, kind: 'retry' | 'drop', reason: DeliveryReason, meaning: string]

/** As https://www.twilio.com/docs/api/errors has them, with the status that they come with. */
const ROWS: Row[] = [
  [10001, 401, 'drop', 'provider_auth_failed', 'account is not active'],
  [10004, 429, 'retry', 'provider_rate_limited', 'too many calls at once'],
  [13224, 400, 'drop', 'number_invalid', 'a number that cannot be called'],
  [13227, 400, 'drop', 'provider_blocked', 'no geographic permission for the call'],
  [14101, 400, 'drop', 'number_invalid', 'To cannot be texted'],
  [14107, 400, 'retry', 'provider_rate_limited', 'too many texts between two numbers, for 30 s'],
  [20003, 401, 'drop', 'provider_auth_failed', 'wrong credentials'],
  [20005, 403, 'drop', 'provider_auth_failed', 'account not active'],
  [20006, 403, 'drop', 'provider_auth_failed', 'access denied'],
  [20403, 403, 'drop', 'provider_auth_failed', 'account suspended'],
  [20429, 429, 'retry', 'provider_rate_limited', 'too many requests at once'],
  [21211, 400, 'drop', 'number_invalid', 'To is no phone number'],
  [21214, 400, 'drop', 'unreachable_number', 'To cannot be called'],
  [21215, 400, 'drop', 'provider_blocked', 'no geographic permission for the call'],
  [21216, 400, 'drop', 'provider_blocked', 'a number that may not be called'],
  [21217, 400, 'drop', 'number_invalid', 'To is no phone number, for a call'],
  [21265, 400, 'drop', 'number_invalid', 'To is a short code'],
  [21408, 403, 'drop', 'provider_blocked', 'no geographic permission for the text'],
  [21610, 400, 'drop', 'opted_out', 'the person has answered STOP'],
  [21611, 429, 'drop', 'provider_rate_limited', 'ten hours of texts wait already'],
  [21612, 400, 'drop', 'unreachable_number', 'no way from this sender to that number'],
  [21614, 400, 'drop', 'number_invalid', 'To is no mobile number'],
  [21635, 400, 'drop', 'unreachable_number', 'To is a landline'],
  [30001, 400, 'drop', 'provider_rate_limited', 'the queue is full'],
  [30003, 400, 'drop', 'unreachable_number', 'the phone is out of reach'],
  [30004, 400, 'drop', 'provider_blocked', 'blocked by the carrier'],
  [30005, 400, 'drop', 'unreachable_number', 'no such phone'],
  [30006, 400, 'drop', 'unreachable_number', 'a landline, or a carrier out of reach'],
  [30007, 400, 'drop', 'provider_blocked', 'filtered by the carrier'],
  [30450, 400, 'drop', 'provider_blocked', 'pumping protection'],
  [60200, 400, 'drop', 'number_invalid', 'To is no phone number, for Verify'],
  [60203, 429, 'drop', 'provider_rate_limited', 'five sends, for ten minutes'],
  [60205, 403, 'drop', 'unreachable_number', 'a landline, for Verify'],
  [60212, 429, 'retry', 'provider_rate_limited', 'too many at once for one number'],
  [60238, 403, 'drop', 'provider_blocked', 'blocked by Twilio'],
  [60410, 403, 'drop', 'provider_blocked', 'fraud guard, for twelve hours'],
  [60412, 403, 'drop', 'provider_blocked', 'fraudulent sign-up'],
  [60605, 403, 'drop', 'provider_blocked', 'no geographic permission, for Verify'],
  [63038, 429, 'drop', 'provider_rate_limited', 'the texts of one day are spent'],
  [70051, 403, 'drop', 'provider_auth_failed', 'a key without permission'],
]

/** A refusal as Twilio words it: it quotes the number, which must go no further. */
const refused = (code: unknown, status: number) => ({
  code,
  message: "The 'To' number +4915112345678 is not a valid phone number.",
  more_info: `https://www.twilio.com/docs/errors/${String(code)}`,
  status,
})

describe('R36 what Twilio refuses', () => {
  test.each(ROWS)('%i with status %i: %s as %s (%s)', (code, status, kind, reason) => {
    const answer = parseTwilioAnswer(status, refused(code, status))
    expect(answer).toStrictEqual({ kind, reason, detail: `twilio_${code}` })
  })

  test('no code is there that is not tested, and none is there twice', () => {
    const known = TWILIO_CODES.flatMap(([, ...codes]) => codes)
    expect(known.toSorted((a, b) => a - b)).toStrictEqual(ROWS.map(([code]) => code))
  })

  test.each<[string, number, unknown, DeliveryAnswer]>([
    [
      'an unknown code',
      400,
      refused(21606, 400),
      { kind: 'drop', reason: 'provider_rejected', detail: 'twilio_21606' },
    ],
    [
      'a service that is not there',
      404,
      refused(20404, 404),
      { kind: 'drop', reason: 'provider_rejected', detail: 'twilio_20404' },
    ],
    [
      'a service without custom codes',
      403,
      refused(60204, 403),
      { kind: 'drop', reason: 'provider_rejected', detail: 'twilio_60204' },
    ],
    [
      'an unknown code with 401',
      401,
      refused(20009, 401),
      { kind: 'drop', reason: 'provider_auth_failed', detail: 'twilio_20009' },
    ],
    [
      'an unknown code with 429',
      429,
      refused(29999, 429),
      { kind: 'retry', reason: 'provider_rate_limited', detail: 'twilio_29999' },
    ],
    [
      'an internal error',
      500,
      refused(20500, 500),
      { kind: 'retry', reason: 'provider_failed', detail: 'twilio_20500' },
    ],
    [
      'a service that is away',
      503,
      refused(20503, 503),
      { kind: 'retry', reason: 'provider_failed', detail: 'twilio_20503' },
    ],
    [
      'a gateway that waited in vain, as the text may be out',
      504,
      refused(20504, 504),
      { kind: 'drop', reason: 'provider_timeout', detail: 'twilio_20504' },
    ],
    ['400 alone', 400, undefined, { kind: 'drop', reason: 'provider_rejected', detail: 'http_400' }],
    ['401 alone', 401, undefined, { kind: 'drop', reason: 'provider_auth_failed', detail: 'http_401' }],
    ['403 alone', 403, undefined, { kind: 'drop', reason: 'provider_auth_failed', detail: 'http_403' }],
    ['429 alone', 429, undefined, { kind: 'retry', reason: 'provider_rate_limited', detail: 'http_429' }],
    ['502 alone', 502, undefined, { kind: 'retry', reason: 'provider_failed', detail: 'http_502' }],
    ['504 alone', 504, undefined, { kind: 'drop', reason: 'provider_timeout', detail: 'http_504' }],
  ])('%s', (_name, status, body, answer) => {
    expect(parseTwilioAnswer(status, body)).toStrictEqual(answer)
  })
})

describe('what Twilio accepts', () => {
  test.each<[string, unknown, DeliveryAnswer]>([
    ['a message', { sid: 'SM1', status: 'queued', error_code: null }, { kind: 'sent' }],
    ['a verification', { sid: 'VE1', status: 'pending', valid: false }, { kind: 'sent' }],
    [
      'R36 a message that failed at once',
      { sid: 'SM1', status: 'failed', error_code: 30450 },
      { kind: 'drop', reason: 'provider_blocked', detail: 'twilio_30450' },
    ],
    [
      'R36 a message that failed at once, who knows why',
      { sid: 'SM1', status: 'undelivered', error_code: 30008 },
      { kind: 'drop', reason: 'provider_rejected', detail: 'twilio_30008' },
    ],
    ['R36 nothing', undefined, { kind: 'drop', reason: 'provider_failed', detail: 'malformed' }],
    ['R36 a list', [{ sid: 'SM1' }], { kind: 'drop', reason: 'provider_failed', detail: 'malformed' }],
    ['R36 no id', { ok: true }, { kind: 'drop', reason: 'provider_failed', detail: 'malformed' }],
  ])('%s', (_name, body, answer) => {
    expect(parseTwilioAnswer(201, body)).toStrictEqual(answer)
  })
})

test.each([
  [199, false],
  [200, true],
  [299, true],
  [300, false],
])('R36 a message with status %i is accepted: %j', (status, isAccepted) => {
  expect(parseTwilioAnswer(status, { sid: 'SM1' }).kind === 'sent').toBe(isAccepted)
})

describe('T21 only digits are kept of what Twilio says', () => {
  test.each<[string, unknown]>([
    ['a text', '+4915112345678'],
    ['a text of digits', '21610'],
    ['a long number', 4915112345678],
    ['a fraction', 21610.5],
    ['a negative number', -21610],
    ['no number', Number.NaN],
    ['a list', [21610]],
    ['nothing', null],
  ])('a code that is %s counts for nothing', (_name, code) => {
    expect(parseTwilioAnswer(400, refused(code, 400))).toStrictEqual({
      kind: 'drop',
      reason: 'provider_rejected',
      detail: 'http_400',
    })
  })
})
