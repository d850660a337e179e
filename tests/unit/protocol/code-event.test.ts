import type { DeliveryReason } from '../../../lib/core/delivery.ts'
import { EVENT_STATUSES, buildCodeEvent, parseEventAnswer } from '../../../lib/protocol/code-event.ts'
import { codeMessage } from '../../support/code-message.ts'

const NOW = new Date('2026-03-01T12:00:00.900Z')

describe('the event', () => {
  test('is this very JSON', () => {
    expect(buildCodeEvent(codeMessage, NOW)).toBe(
      '{"type":"code.send","timestamp":"2026-03-01T12:00:00.900Z","data":{"to":"+4915112345678","channel":"text",' +
        '"text":"Acme: 012345 ist dein Code.\\n\\n@login.example.com #012345",' +
        '"voice":"Dein Code ist 0, 1, 2, 3, 4, 5.","code":"012345","locale":"de"}}',
    )
  })

  test('of a call names the other channel', () => {
    const event = JSON.parse(buildCodeEvent({ ...codeMessage, method: 'voice' }, NOW)) as { data: unknown }
    expect(event.data).toMatchObject({ channel: 'voice' })
  })

  test('leaves out what there is not', () => {
    const bare = { ...codeMessage, code: undefined, locale: undefined }
    const event = JSON.parse(buildCodeEvent(bare, NOW)) as { data: Record<string, unknown> }
    expect(Object.keys(event.data)).toStrictEqual(['to', 'channel', 'text', 'voice'])
  })

  test('T20 holds whatever a message holds as text', () => {
    const locale = '","to":"+1900"}}\r\n'
    const event = JSON.parse(buildCodeEvent({ ...codeMessage, locale }, NOW)) as { data: unknown }
    expect(event.data).toMatchObject({ to: '+4915112345678', locale })
  })
})

describe('R36 what a status comes to', () => {
  test.each([200, 202, 204, 299])('%i: sent', (status) => {
    expect(parseEventAnswer(status, undefined)).toStrictEqual({ kind: 'sent' })
  })

  const rows: [number, 'retry' | 'drop', DeliveryReason][] = [
    [199, 'drop', 'provider_rejected'],
    [300, 'drop', 'provider_rejected'],
    [400, 'drop', 'provider_rejected'],
    [401, 'drop', 'provider_auth_failed'],
    [403, 'drop', 'provider_auth_failed'],
    [404, 'drop', 'provider_rejected'],
    [408, 'retry', 'provider_timeout'],
    [409, 'retry', 'provider_failed'],
    [410, 'drop', 'provider_rejected'],
    [422, 'drop', 'provider_rejected'],
    [429, 'retry', 'provider_rate_limited'],
    [499, 'drop', 'provider_rejected'],
    [500, 'retry', 'provider_failed'],
    [502, 'retry', 'provider_failed'],
    [503, 'retry', 'provider_failed'],
    [504, 'retry', 'provider_timeout'],
  ]
  test.each(rows)('%i: %s %s', (status, kind, reason) => {
    expect(parseEventAnswer(status, undefined)).toStrictEqual({ kind, reason, detail: `http_${status}` })
  })

  test('no status is there that is not tested', () => {
    const tested = rows.map(([status]) => String(status))
    expect(Object.keys(EVENT_STATUSES).filter((status) => !tested.includes(status))).toStrictEqual([])
  })
})

describe('R36 what a body may say', () => {
  const drop = (reason: DeliveryReason, status: number) => ({
    kind: 'drop',
    reason,
    detail: `http_${status}`,
  })
  test.each<[string, number, unknown, unknown]>([
    ['drop', 200, { result: 'drop', reason: 'opted_out' }, drop('opted_out', 200)],
    ['drop, with a refusal', 422, { result: 'drop', reason: 'number_invalid' }, drop('number_invalid', 422)],
    [
      'drop, with trouble',
      503,
      { result: 'drop', reason: 'provider_blocked' },
      drop('provider_blocked', 503),
    ],
    ['drop, and no reason', 200, { result: 'drop' }, drop('provider_rejected', 200)],
    [
      'retry',
      200,
      { result: 'retry', reason: 'provider_rate_limited' },
      { kind: 'retry', reason: 'provider_rate_limited', detail: 'http_200' },
    ],
    [
      'retry, and no reason',
      400,
      { result: 'retry' },
      { kind: 'retry', reason: 'provider_failed', detail: 'http_400' },
    ],
    [
      'T21 a reason of its own, which goes no further',
      200,
      { result: 'drop', reason: '+4915112345678 is blocked' },
      drop('provider_rejected', 200),
    ],
    ['a reason without a result', 200, { reason: 'opted_out' }, { kind: 'sent' }],
    ['sent, with a refusal: it is refused', 400, { result: 'sent' }, drop('provider_rejected', 400)],
    ['another word', 200, { result: 'DROP' }, { kind: 'sent' }],
    ['a list', 200, ['drop'], { kind: 'sent' }],
    ['a text', 200, 'drop', { kind: 'sent' }],
  ])('%s', (_name, status, body, expected) => {
    expect(parseEventAnswer(status, body)).toStrictEqual(expected)
  })
})
