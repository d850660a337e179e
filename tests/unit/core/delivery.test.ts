import { DELIVERY_REASONS, drop, retry } from '../../../lib/core/delivery.ts'

describe('R36 a message that was not delivered', () => {
  test.each(DELIVERY_REASONS)('is tried again or not, and says why: %s', (reason) => {
    expect(retry(reason)).toStrictEqual({ kind: 'retry', reason })
    expect(drop(reason)).toStrictEqual({ kind: 'drop', reason })
  })

  test('says in the provider’s own code what it knows beyond that', () => {
    const reason = 'provider_failed'
    expect(retry(reason, 'http_500')).toStrictEqual({ kind: 'retry', reason, detail: 'http_500' })
    expect(drop(reason, 'malformed')).toStrictEqual({ kind: 'drop', reason, detail: 'malformed' })
  })
})
