import { actionBench, onLogin, type GivenAction } from './action-bench.ts'

const TRIGGER = 'custom-phone-provider'
const onText = (body: string): string =>
  `exports.onExecuteCustomPhoneProvider = async (event, api) => { ${body} }`

const benchOf = (given: GivenAction, timeLimit?: number) =>
  actionBench([given], { trigger: TRIGGER, ...(timeLimit === undefined ? {} : { timeLimit }) })
const deliver = (given: GivenAction, event: object = {}) =>
  benchOf(given).runtime.customPhoneProvider({ notification: {}, ...event })

describe('what an Action of custom-phone-provider can say', () => {
  test.each<[string, string, object]>([
    ['nothing', '', { kind: 'delivered' }],
    ['drop', `api.notification.drop('why')`, { kind: 'dropped', reason: 'why' }],
    ['retry', `api.notification.retry('why')`, { kind: 'to_retry', reason: 'why' }],
    [
      'drop, then retry',
      `api.notification.drop('a'); api.notification.retry('b')`,
      { kind: 'to_retry', reason: 'b' },
    ],
    [
      'retry, then drop',
      `api.notification.retry('a').notification.drop('b')`,
      { kind: 'dropped', reason: 'b' },
    ],
    ['drop without a reason', 'api.notification.drop()', { kind: 'dropped', reason: '' }],
    [
      'a reason of 1025 characters',
      `api.notification.drop('x'.repeat(1024) + 'y')`,
      { kind: 'dropped', reason: 'x'.repeat(1024) },
    ],
    ['an error', `throw new Error('oh')`, { kind: 'failed', reason: 'oh' }],
    [
      'drop, then an error',
      `api.notification.drop('a'); throw new Error('oh')`,
      { kind: 'failed', reason: 'oh' },
    ],
    ['drop, after it has ended', `setTimeout(() => api.notification.drop('late'), 0)`, { kind: 'delivered' }],
  ])('%s', async (_name, body, outcome) => {
    expect(await deliver(onText(body))).toEqual({ ...outcome, action_name: 'action-0' })
  })

  test('its api has a cache and notification, and nothing else', async () => {
    const { runtime } = benchOf(onText(`console.log(Object.keys(api).sort().join())`))
    await runtime.customPhoneProvider({})
    expect(runtime.runs()[0]?.console).toEqual(['cache,notification'])
  })

  test('it is given the event, with its secrets', async () => {
    const code = onText(`api.notification.drop(event.notification.recipient + event.secrets.KEY)`)
    const given = { code, secrets: { KEY: '-s3cret' } }
    expect(await deliver(given, { notification: { recipient: '+49' } })).toMatchObject({
      reason: '+49-s3cret',
    })
  })
})

test('a handler that is no real async function is refused', async () => {
  const code = `const wrap = (f) => (...given) => f(...given)
    exports.onExecuteCustomPhoneProvider = wrap(async () => {})`
  const result = await deliver(code)
  expect(result).toMatchObject({ kind: 'failed' })
  expect(result).toHaveProperty('reason', expect.stringContaining('Invalid function signature'))
})

test('an Action that takes too long has failed', async () => {
  const { runtime } = benchOf(onText('await new Promise(() => {})'), 200)
  expect(await runtime.customPhoneProvider({})).toMatchObject({ kind: 'failed' })
})

test.each<[string, GivenAction]>([
  ['is not deployed', { code: onText(''), deployed: false }],
  ['is for another trigger', { code: onText(''), trigger: 'post-login' }],
])('an Action that %s does not run', async (_name, given) => {
  expect(await deliver(given)).toEqual({ kind: 'absent' })
})

test('nobody needs to bind it', async () => {
  const bench = benchOf(onText(''))
  bench.state.configuration.bindings = {}
  expect(await bench.runtime.customPhoneProvider({})).toMatchObject({ kind: 'delivered' })
})

describe('the cache of custom-phone-provider', () => {
  const HOUR = 3600
  const reader = `api.notification.drop(String(api.cache.get('k')?.value))`

  test.each([
    ['24 hours when nothing is said', '', 24 * HOUR],
    ['as long as is said', ', { ttl: 60000 }', 60],
  ])('keeps an entry for %s', async (_name, options, seconds) => {
    const { runtime, clock } = benchOf(
      onText(`event.write ? void api.cache.set('k', 'v'${options}) : ${reader}`),
    )
    await runtime.customPhoneProvider({ write: true })
    clock.advance(seconds - 5)
    expect(await runtime.customPhoneProvider({})).toMatchObject({ reason: 'v' })
    clock.advance(10)
    expect(await runtime.customPhoneProvider({})).toMatchObject({ reason: 'undefined' })
  })

  test('is not that of post-login', async () => {
    const { runtime, login } = actionBench([
      onLogin(`api.cache.set('k', 'v')`),
      { code: onText(reader), trigger: TRIGGER },
    ])
    await login()
    expect(await runtime.customPhoneProvider({})).toMatchObject({ reason: 'undefined' })
  })
})
