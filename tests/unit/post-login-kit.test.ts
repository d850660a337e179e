import {
  answeredEvent,
  continuedEvent,
  postLoginEvent,
  recordingApi,
  recordingCache,
  withChanges,
} from '../support/post-login-kit.ts'

import type { KitPostLoginApi } from '../support/post-login-kit.ts'

const now = new Date('2026-03-01T12:00:00Z')

describe('the events of the kit', () => {
  test('objects are merged, lists are replaced, undefined takes away', () => {
    const event = postLoginEvent({
      user: { email: undefined, identities: [], app_metadata: { plan: 'gold' } },
    })
    expect(event.user).toMatchObject({ user_id: 'email|ada', identities: [], app_metadata: { plan: 'gold' } })
    expect(event.user).not.toHaveProperty('email')
  })

  test('one test cannot change the event of another', () => {
    postLoginEvent().user.app_metadata.plan = 'gold'
    const list = ['none']
    withChanges(postLoginEvent(), { transaction: { prompt: list } }).transaction.prompt?.push('login')
    expect(postLoginEvent().user.app_metadata).toEqual({})
    expect(list).toEqual(['none'])
  })

  test('when a login resumes, the query is new, the transaction stays, and app_metadata is written out', () => {
    const before = postLoginEvent({ transaction: { metadata: { kept: 1 } }, request: { query: { x: '1' } } })
    const event = continuedEvent(before, { state: 's' }, { plan: 'gold' })
    expect(event.request.query).toEqual({ state: 's' })
    expect(event.transaction).toEqual(before.transaction)
    expect(event.user.app_metadata).toEqual({ plan: 'gold' })
    expect(before.user.app_metadata).toEqual({})
  })
})

test('when a login resumes after the page of a Form, the event holds what it was answered', () => {
  const event = answeredEvent(
    postLoginEvent(),
    { id: 'ap_1', vars: { choice: 'accepted' } },
    { plan: 'gold' },
  )
  expect(event.prompt).toEqual({ id: 'ap_1', fields: {}, vars: { choice: 'accepted' } })
  expect(event.request.query).not.toHaveProperty('client_id')
  expect(event.user.app_metadata).toEqual({ plan: 'gold' })
})

describe('the api of the kit', () => {
  const pages: [string, (api: KitPostLoginApi) => unknown][] = [
    ['a redirect', (api) => api.redirect.sendUserTo('https://example.com/')],
    ['a Form', (api) => api.prompt.render('ap_1', { vars: { a: 'b' } })],
    ['a second factor', (api) => api.authentication.challengeWithAny([{ type: 'otp' }])],
  ]
  const pairs = pages.flatMap(([first, show]) =>
    pages.map(([second, showAgain]) => [first, second, show, showAgain] as const),
  )
  test.each(pairs)('an Action shows one page: after %s not %s', (_first, _second, show, showAgain) => {
    const { api } = recordingApi(postLoginEvent())
    expect(() => show(api)).not.toThrow()
    expect(() => showAgain(api)).toThrow('one page')
  })

  test.each(pages)('a login without a browser shows no page: %s', (_name, show) => {
    const { api } = recordingApi(postLoginEvent({ transaction: { protocol: 'oauth2-refresh-token' } }))
    expect(() => show(api)).toThrow('no browser')
  })

  test('what is shown, asked for and remembered can be looked up', () => {
    const form = recordingApi(postLoginEvent())
    form.api.prompt.render('ap_1', { vars: { at: now } })
    expect(form.form).toEqual({ id: 'ap_1', vars: { at: now.toISOString() } })
    const factor = recordingApi(postLoginEvent())
    factor.api.authentication
      .recordMethod('https://example.com/x')
      .authentication.challengeWithAny([{ type: 'otp' }])
    expect(factor).toMatchObject({ factors: ['otp'], methods: ['https://example.com/x'] })
  })

  test('a method is a URL, a challenge names a factor, a Form has an id', () => {
    const { api } = recordingApi(postLoginEvent())
    expect(() => api.authentication.recordMethod('email')).toThrow()
    expect(() => api.authentication.challengeWithAny([])).toThrow()
    expect(() => api.prompt.render('')).toThrow()
  })

  test('transaction metadata is seen at once, and null removes it', () => {
    const event = postLoginEvent()
    const { api } = recordingApi(event)
    api.transaction.setMetadata('a', 'x').transaction.setMetadata('b', 1)
    expect(event.transaction.metadata).toEqual({ a: 'x', b: 1 })
    api.transaction.setMetadata('a', null)
    expect(event.transaction.metadata).toEqual({ b: 1 })
  })

  test.each<[string, string, unknown]>([
    ['an object', 'a', {}],
    ['undefined', 'a', undefined],
    ['a number that is none', 'a', NaN],
    ['a key of 65 characters', 'k'.repeat(65), 'x'],
    ['an empty key', '', 'x'],
    ['a value of more than 8 kB', 'a', 'x'.repeat(8193)],
    ['more than 8 kB of letters that take two bytes', 'a', 'é'.repeat(4097)],
  ])('transaction metadata refuses %s', (_name, key, value) => {
    const event = postLoginEvent()
    expect(() => recordingApi(event).api.transaction.setMetadata(key, value as string)).toThrow()
    expect(event.transaction.metadata).toEqual({})
  })

  test('transaction metadata refuses more than 16 kB in all', () => {
    const { api } = recordingApi(postLoginEvent({ transaction: { metadata: { a: 'x'.repeat(8192) } } }))
    expect(() => api.transaction.setMetadata('b', 'x'.repeat(8192))).toThrow('in all')
  })

  test('a login is sent away once, with the query added', () => {
    const recording = recordingApi(postLoginEvent())
    recording.api.redirect.sendUserTo('https://example.com/?a=1', { query: { b: '2' } })
    expect(recording.redirect?.href).toBe('https://example.com/?a=1&b=2')
    expect(() => recording.api.redirect.sendUserTo('https://example.com/')).toThrow('one page')
  })

  test('a login without a browser is not sent away, nor one to no URL', () => {
    const refresh = recordingApi(postLoginEvent({ transaction: { protocol: 'oauth2-refresh-token' } }))
    expect(() => refresh.api.redirect.sendUserTo('https://example.com/')).toThrow('no browser')
    expect(() => recordingApi(postLoginEvent()).api.redirect.sendUserTo('/continue')).toThrow()
  })

  test('the first denial stands', () => {
    const recording = recordingApi(postLoginEvent())
    recording.api.access.deny('first').access.deny('second')
    expect(recording.denial).toBe('first')
    expect(recording.calls).toHaveLength(2)
  })

  test('claims and metadata are JSON by the time Auth0 has them', () => {
    const recording = recordingApi(postLoginEvent())
    recording.api.accessToken.setCustomClaim('at', now).user.setUserMetadata('list', [undefined])
    expect(recording.accessTokenClaims).toEqual({ at: now.toISOString() })
    expect(recording.userMetadata).toEqual({ list: [null] })
  })
})

describe('the cache of the kit', () => {
  test('keeps a value until its time is over', () => {
    let time = now
    const cache = recordingCache('working', () => time)
    cache.set('a', 'x', { ttl: 1000 })
    time = new Date(now.getTime() + 999)
    expect(cache.get('a')?.value).toBe('x')
    time = new Date(now.getTime() + 1000)
    expect(cache.get('a')).toBeUndefined()
  })

  test.each<[string, string, string, number]>([
    ['a key of 65 bytes', 'k'.repeat(65), 'x', 1000],
    ['a value of more than 4 kB', 'a', 'x'.repeat(4097), 1000],
    ['a time that is over', 'a', 'x', 0],
  ])('refuses %s', (_name, key, value, ttl) => {
    const cache = recordingCache('working', () => now)
    expect(cache.set(key, value, { ttl }).type).toBe('error')
    expect(cache.get(key)).toBeUndefined()
  })

  test('refuses a twenty-first entry, and more than 8 kB in all', () => {
    const full = recordingCache('working', () => now)
    const results = Array.from({ length: 21 }, (_, index) => full.set(`k${index}`, 'x').type)
    expect(results.indexOf('error')).toBe(20)
    const large = recordingCache('working', () => now)
    large.set('a', 'x'.repeat(4096))
    expect(large.set('b', 'x'.repeat(4096))).toEqual({ type: 'error', code: 'CacheSizeExceeded' })
  })

  test('forgets what is deleted, and says when there is nothing to delete', () => {
    const cache = recordingCache('working', () => now)
    cache.set('a', 'x')
    expect(cache.delete('a')).toEqual({ type: 'success' })
    expect(cache.delete('a')).toEqual({ type: 'error', code: 'CacheKeyDoesNotExist' })
  })

  test('when it fails, writes are refused and reads throw', () => {
    const cache = recordingCache('failing', () => now)
    expect([cache.set('a', 'x').type, cache.delete('a').type]).toEqual(['error', 'error'])
    expect(() => cache.get('a')).toThrow()
  })
})
