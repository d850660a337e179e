import {
  UNKNOWN_RECIPIENT,
  phoneProviderEvent,
  recordingCache,
  recordingProviderApi,
} from '../support/post-login-kit.ts'

const DAY = 24 * 60 * 60_000

test('one test cannot change the event of another', () => {
  phoneProviderEvent().user.app_metadata.plan = 'gold'
  expect(phoneProviderEvent().user.app_metadata).toEqual({})
})

test('nobody’s number has no account: no email, no identities', () => {
  const { user } = phoneProviderEvent(UNKNOWN_RECIPIENT)
  expect(user).not.toHaveProperty('email')
  expect(user).not.toHaveProperty('identities')
})

describe('the api of a phone provider', () => {
  test('a message that nothing is said of counts as delivered', () => {
    expect(recordingProviderApi().delivery).toEqual({ kind: 'delivered' })
  })

  test('the last call counts', () => {
    const recording = recordingProviderApi()
    recording.api.notification.retry('later').notification.drop()
    expect(recording.delivery).toEqual({ kind: 'dropped', reason: '' })
    recording.api.notification.retry('later')
    expect(recording.delivery).toEqual({ kind: 'to_retry', reason: 'later' })
    expect(recording.calls).toHaveLength(3)
  })

  test('a reason is cut at 1024 characters', () => {
    const recording = recordingProviderApi()
    recording.api.notification.drop('x'.repeat(2000))
    expect(recording.delivery).toEqual({ kind: 'dropped', reason: 'x'.repeat(1024) })
  })

  test('a method that is to fail throws, and changes nothing', () => {
    const recording = recordingProviderApi({ failing: 'notification.drop' })
    expect(() => recording.api.notification.drop('x')).toThrow('notification.drop failed')
    expect(recording.delivery).toEqual({ kind: 'delivered' })
  })

  test('its cache keeps for a day what says nothing else', () => {
    let time = new Date('2026-03-01T12:00:00Z')
    const { api } = recordingProviderApi({ now: () => time })
    api.cache.set('a', 'x')
    api.cache.set('b', 'x', { ttl: 1000 })
    time = new Date(time.getTime() + DAY - 1)
    expect([api.cache.get('a')?.value, api.cache.get('b')]).toEqual(['x', undefined])
    time = new Date(time.getTime() + 1)
    expect(api.cache.get('a')).toBeUndefined()
  })

  test('a cache can be shared by two runs', () => {
    const cache = recordingCache('working', () => new Date(0))
    recordingProviderApi({ cache }).api.cache.set('a', 'x')
    expect(recordingProviderApi({ cache }).api.cache.get('a')?.value).toBe('x')
  })
})
