import { performDelivery, phoneProviderEdge } from '../../../lib/adapters/phone-provider-api.ts'
import type { Delivered } from '../../../lib/core/decide-delivery.ts'
import { DELIVERY_REASONS } from '../../../lib/core/delivery.ts'
import { SettingsError } from '../../../lib/errors.ts'
import { failClosed } from '../../../lib/fail-closed.ts'
import { parseSmsSettings } from '../../../lib/sms-settings.ts'
import type { PhoneProviderRecording } from '../../support/post-login-kit.ts'
import { recordingProviderApi } from '../../support/post-login-kit.ts'

let lines: string[]
beforeEach(() => {
  lines = []
  jest.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line))
})
afterEach(() => jest.restoreAllMocks())

const perform = (delivered: Delivered): PhoneProviderRecording => {
  const recording = recordingProviderApi()
  performDelivery('sms-provider', delivered, recording.api)
  return recording
}

describe('what became of a code', () => {
  test.each<[string, Delivered, PhoneProviderRecording['delivery'], string]>([
    [
      'sent: the platform is told nothing',
      { kind: 'sent' },
      { kind: 'delivered' },
      '{"action":"sms-provider","decision":"sent"}',
    ],
    [
      'R36 to be tried again',
      { kind: 'retry', reason: 'provider_rate_limited', detail: 'http_429' },
      { kind: 'to_retry', reason: 'provider_rate_limited: http_429' },
      '{"action":"sms-provider","decision":"retry","reason":"provider_rate_limited","detail":"http_429"}',
    ],
    [
      'R36 dropped',
      { kind: 'drop', reason: 'opted_out', detail: 'twilio_21610' },
      { kind: 'dropped', reason: 'opted_out: twilio_21610' },
      '{"action":"sms-provider","decision":"drop","reason":"opted_out","detail":"twilio_21610"}',
    ],
    [
      'R34 dropped, for a word alone',
      { kind: 'drop', reason: 'stranger' },
      { kind: 'dropped', reason: 'stranger' },
      '{"action":"sms-provider","decision":"drop","reason":"stranger"}',
    ],
  ])('%s', (_sentence, delivered, expected, line) => {
    expect(perform(delivered).delivery).toEqual(expected)
    expect(lines).toEqual([line])
  })

  test('is told once, and by one line', () => {
    expect(perform({ kind: 'drop', reason: 'stranger' }).calls).toHaveLength(1)
    expect(lines).toHaveLength(1)
  })

  test.each(DELIVERY_REASONS)('R43 the line of %s fits, however long its detail is', (reason) => {
    perform({ kind: 'drop', reason, detail: 'twilio_21610 '.repeat(100) })
    expect(lines[0]?.length).toBe(256)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ decision: 'drop', reason })
  })
})

describe('an Action that fails', () => {
  test('R60 sends nothing, and is not tried again', () => {
    const recording = recordingProviderApi()
    phoneProviderEdge('sms-provider', recording.api).close('TypeError')
    expect(recording.delivery).toEqual({ kind: 'dropped', reason: 'not_available: TypeError' })
    expect(lines).toEqual([
      '{"action":"sms-provider","decision":"drop","reason":"not_available","detail":"TypeError"}',
    ])
  })

  test('R60 drops, whatever it has told the platform before', () => {
    const recording = recordingProviderApi()
    recording.api.notification.retry('provider_failed')
    phoneProviderEdge('sms-provider', recording.api).close('TypeError')
    expect(recording.delivery.kind).toBe('dropped')
  })

  test('R65 names every setting that is wrong to the platform, and those that fit to the log', async () => {
    const recording = recordingProviderApi()
    await failClosed(phoneProviderEdge('sms-provider', recording.api), () => {
      parseSmsSettings({})
      return Promise.resolve()
    })
    const names = [
      'TENANT_DOMAIN',
      'COMPANION_CLIENT_ID',
      'COMPANION_CLIENT_SECRET',
      'FINGERPRINT_KEY',
      'CODE_PROVIDER',
    ]
    const { message } = new SettingsError([`${names.join(', ')} missing`])
    expect(recording.delivery).toEqual({ kind: 'dropped', reason: `not_available: ${message}` })
    expect(lines).toHaveLength(1)
    expect(lines[0]?.length).toBeLessThanOrEqual(256)
    expect(lines[0]).toContain(message)
  })
})
