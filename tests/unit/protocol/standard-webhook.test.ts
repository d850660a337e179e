import { buildWebhookHeaders, parseWebhookSecret } from '../../../lib/protocol/standard-webhook.ts'

const secretOf = (bytes: number) => `whsec_${Buffer.alloc(bytes, 'k').toString('base64')}`

describe('a secret', () => {
  test.each([24, 32, 33, 64])('of %i bytes is a key', (bytes) => {
    expect(parseWebhookSecret(secretOf(bytes))).toStrictEqual(Buffer.alloc(bytes, 'k'))
  })

  test.each([
    ['too short', secretOf(23)],
    ['too long', secretOf(65)],
    ['without its prefix', secretOf(32).slice('whsec_'.length)],
    ['of the other kind', secretOf(32).replace('whsec_', 'whsk_')],
    ['with something before its prefix', ` ${secretOf(32)}`],
    ['not base64', `whsec_${'!'.repeat(44)}`],
    ['of two lines', `${secretOf(32)}\n`],
    ['nothing', ''],
    ['its prefix alone', 'whsec_'],
  ])('that is %s is none', (_name, secret) => {
    expect(parseWebhookSecret(secret)).toBeUndefined()
  })
})

describe('the headers', () => {
  // The example of the specification's own libraries.
  const key = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64')
  const facts = {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    now: new Date(1614265330_999),
    body: '{"test": 2432232314}',
  }

  test('are those of the specification’s example', () => {
    expect(buildWebhookHeaders(key, facts)).toStrictEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
      'idempotency-key': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    })
  })

  test.each([
    ['a full stop, by which one signature would fit two messages', 'a.1614265330.b', 'a_1614265330_b'],
    ['a line break, which would end the header', 'a\r\nX-Evil: 1', 'a__X-Evil__1'],
    ['letters that no header holds', 'ä→', '__'],
  ])('T20 have no place in the id for %s', (_name, id, expected) => {
    expect(buildWebhookHeaders(key, { ...facts, id })).toMatchObject({
      'webhook-id': expected,
      'idempotency-key': expected,
    })
  })
})
