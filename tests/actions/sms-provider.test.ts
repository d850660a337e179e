import { onExecutePostLogin } from '../../actions/phone-challenge.ts'
import { onExecuteCustomPhoneProvider } from '../../actions/sms-provider.ts'
import { MAX_PER_NUMBER } from '../../lib/core/code-budget.ts'
import { buildCorrelationId } from '../../lib/protocol/correlation-id.ts'
import { MANAGEMENT_TOKEN, SECRETS, serveTenant } from '../support/action-tenant.ts'
import type {
  Changes,
  KitCacheMode,
  KitPhoneProviderEvent,
  PhoneProviderRecording,
  RecordingOptions,
} from '../support/post-login-kit.ts'
import {
  UNKNOWN_RECIPIENT,
  phoneProviderEvent,
  postLoginEvent,
  recordingApi,
  recordingCache,
  recordingProviderApi,
  withChanges,
} from '../support/post-login-kit.ts'
import type { ProviderName, ProviderCall, ProviderWorld } from '../support/provider-world.ts'
import { PROVIDERS, accountWith, providerSecrets, serveProvider } from '../support/provider-world.ts'
import type { Answer } from '../support/stub-fetch.ts'
import { json, reset, text } from '../support/stub-fetch.ts'
import { minutesBefore, userId } from '../support/values.ts'

const PHONE = '+4915112345678'
const ADA = userId('email|ada')
const NAMES = Object.keys(PROVIDERS) as ProviderName[]
const delivered = { kind: 'delivered' }
const dropped = (reason: string) => ({ kind: 'dropped', reason })
const toRetry = (reason: string) => ({ kind: 'to_retry', reason })

let lines: string[]
let reasons: string[]
beforeEach(() => {
  lines = []
  reasons = []
  jest.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line))
})
afterEach(() => {
  jest.restoreAllMocks()
  // R43 T21 R07 Whatever happened above, nobody can be found in what was written down.
  const secrets = [MANAGEMENT_TOKEN, ...NAMES.flatMap((name) => Object.values(providerSecrets(name)))]
  for (const line of [...lines, ...reasons]) {
    expect(line).not.toMatch(/15112345678|012345|ada|is your code|sms\|/i)
    for (const secret of secrets.filter((each) => each.length > 9)) expect(line).not.toContain(secret)
  }
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(256)
})

type Plan = {
  provider?: ProviderName
  answers?: Partial<Record<ProviderCall, Answer>>
  event?: Changes<KitPhoneProviderEvent>
  options?: RecordingOptions
}

/** Somebody unknown wants a code at an app, but for what the plan changes. */
async function run({
  provider = 'webhook',
  answers = {},
  event = {},
  options = {},
}: Plan): Promise<PhoneProviderRecording & { world: ProviderWorld }> {
  const world = serveProvider(provider, answers)
  const recording = recordingProviderApi(options)
  const secrets = providerSecrets(provider)
  const stranger = phoneProviderEvent({ ...UNKNOWN_RECIPIENT, secrets })
  await onExecuteCustomPhoneProvider(withChanges(stranger, event), recording.api)
  if (recording.delivery.kind !== 'delivered') reasons.push(recording.delivery.reason)
  return { ...recording, world }
}

const inner = (minutesAgo = 1): Changes<KitPhoneProviderEvent> => ({
  client: { client_id: 'companion' },
  transaction: {
    correlation_id: buildCorrelationId(ADA, minutesBefore(new Date(), minutesAgo), SECRETS.FINGERPRINT_KEY),
  },
})
const linked: Changes<KitPhoneProviderEvent> = { user: phoneProviderEvent().user }
const found = json(200, [accountWith(PHONE)])

test('is a real AsyncFunction', () => {
  expect(onExecuteCustomPhoneProvider.constructor.name).toBe('AsyncFunction')
})

describe.each(NAMES)('with %s', (provider) => {
  test.each<[sentence: string, plan: Plan, asked: ProviderCall[]]>([
    ['by the platform', { event: linked }, ['provider']],
    ['by a search', { answers: { search: found } }, ['token', 'search', 'provider']],
  ])('R34 a linked phone gets its code: known %s', async (_sentence, plan, asked) => {
    const { delivery, world } = await run({ provider, ...plan })
    expect(delivery).toEqual(delivered)
    expect(world.asked()).toEqual(asked)
    expect(world.delivered()?.body).toMatch(/(\+|%2B)4915112345678/)
    expect(world.delivered()?.body).toContain('012345')
    expect(lines).toEqual(['{"action":"sms-provider","decision":"sent"}'])
  })

  test('R34 an inner login gets its code, and nothing else is asked', async () => {
    const { delivery, world } = await run({ provider, event: inner() })
    expect(delivery).toEqual(delivered)
    expect(world.asked()).toEqual(['provider'])
  })

  test('R34 a stranger gets none, and the provider is not asked', async () => {
    const { delivery, world } = await run({ provider })
    expect(delivery).toEqual(dropped('stranger'))
    expect(world.asked()).toEqual(['token', 'search'])
    expect(lines).toEqual(['{"action":"sms-provider","decision":"drop","reason":"stranger"}'])
  })

  test('a voice message is sent as one, or refused where there is no voice', async () => {
    const { delivery, world } = await run({
      provider,
      event: { ...linked, notification: { delivery_method: 'voice' } },
    })
    const isRefused = provider === 'twilio_messaging'
    expect(delivery).toEqual(isRefused ? dropped('provider_rejected: no_voice_number') : delivered)
    expect(world.delivered()?.body ?? 'none').toMatch(isRefused ? 'none' : /Channel=call|"channel":"voice"/)
  })
})

describe('R34 tickets', () => {
  test('the one that phone-challenge sends along is taken', async () => {
    await serveTenant()
    const event = postLoginEvent({
      secrets: SECRETS,
      client: { metadata: { phone_link: 'on' } },
      request: { query: { 'ext-phone': 'add' } },
      authentication: { methods: [{ name: 'email', timestamp: new Date().toISOString() }] },
    })
    const outer = recordingApi(event)
    await onExecutePostLogin(event, outer.api)
    const correlation_id = outer.redirect?.searchParams.get('correlation_id') ?? 'none'
    const { delivery } = await run({
      event: { client: { client_id: 'companion' }, transaction: { correlation_id } },
    })
    expect(delivery).toEqual(delivered)
  })

  test.each<[sentence: string, event: Changes<KitPhoneProviderEvent>]>([
    ['no ticket', { client: { client_id: 'companion' } }],
    ['a ticket that is over', inner(10.1)],
    [
      'a ticket of another tenant',
      { ...inner(), transaction: { correlation_id: buildCorrelationId(ADA, new Date(), 'x') } },
    ],
    ['a text of their own', { ...inner(), transaction: { correlation_id: 't1.x.y.z' } }],
  ])('T16 the companion’s page with %s sends nothing, and asks nothing', async (_sentence, event) => {
    const { delivery, world } = await run({ event })
    expect(delivery).toEqual(dropped('no_live_ticket'))
    expect(world.sent).toEqual([])
  })

  test('where Auth0 hands none on, they can be switched off', async () => {
    const secrets = { ...providerSecrets('webhook'), TICKET_CHECK: 'off' }
    expect((await run({ event: { secrets, client: { client_id: 'companion' } } })).delivery).toEqual(
      delivered,
    )
  })
})

describe('R16 where phone accounts of their own may go on', () => {
  const allowing = { secrets: { SMS_ONLY_ACCOUNTS: 'allow' } }
  const own = { user_id: 'sms|7', phone_number: PHONE, phone_verified: true }
  const marked = { app_metadata: { phone_link_born: true } }
  const searches = (...pages: object[][]): Answer => {
    const left = [...pages]
    return (request) => json(200, left.shift() ?? [])(request)
  }

  test('the code goes out to one that the platform tells, and nothing is looked up', async () => {
    const { delivery, world } = await run({ event: { ...allowing, user: own } })
    expect(delivery).toEqual(delivered)
    expect(world.asked()).toEqual(['provider'])
  })

  test('the code goes out to one that is looked up', async () => {
    const { delivery, world } = await run({ event: allowing, answers: { search: searches([], [own]) } })
    expect(delivery).toEqual(delivered)
    expect(world.asked()).toEqual(['token', 'search', 'search', 'provider'])
  })

  test.each<[sentence: string, event: Changes<KitPhoneProviderEvent>, found: object[]]>([
    ['R24 what an inner login has left over, as the platform tells it', { user: { ...own, ...marked } }, []],
    ['R24 what an inner login has left over, as it is found', {}, [{ ...own, ...marked }]],
    ['T16 a number that nobody has, whomever the platform makes up', {}, []],
  ])('%s, is still a stranger', async (_sentence, event, found) => {
    const { delivery, world } = await run({
      event: { ...allowing, ...event },
      answers: { search: searches([], found) },
    })
    expect(delivery).toEqual(dropped('stranger'))
    expect(world.asked()).toEqual(['token', 'search', 'search'])
  })

  test('R61 a second search that fails is asked for again', async () => {
    const left: Answer[] = [json(200, [])]
    const search: Answer = (request) => (left.shift() ?? json(403, {}))(request)
    const { delivery, world } = await run({ event: allowing, answers: { search } })
    expect(delivery).toEqual(toRetry('lookup_failed: search_http_403'))
    expect(world.delivered()).toBeUndefined()
  })

  test.each([undefined, 'none', 'refuse'])('with the setting %j, one is a stranger', async (setting) => {
    const secrets = { ...providerSecrets('webhook'), ...(setting && { SMS_ONLY_ACCOUNTS: setting }) }
    const { delivery, world } = await run({
      event: { secrets, user: own },
      answers: { search: searches([], [own]) },
    })
    expect(delivery).toEqual(dropped('stranger'))
    expect(world.asked()).toEqual(['token', 'search'])
  })

  test('T18 the sixth code within an hour is dropped', async () => {
    const cache = recordingCache('working', () => new Date())
    const ends: unknown[] = []
    for (let index = 0; index <= MAX_PER_NUMBER; index += 1)
      ends.push((await run({ event: { ...allowing, user: own }, options: { cache } })).delivery)
    expect(ends).toEqual([...Array<unknown>(MAX_PER_NUMBER).fill(delivered), dropped('number_budget')])
  })
})

describe('R35 before anything is asked outside', () => {
  test.each<[sentence: string, event: Changes<KitPhoneProviderEvent>, reason: string]>([
    ['R31 the country is judged', { notification: { recipient: '+33612345678' } }, 'country_not_allowed: FR'],
    [
      'T16 R31 the Caribbean is not allowed',
      { notification: { recipient: '+18765551234' } },
      'country_not_allowed',
    ],
    [
      'R32 a premium number is refused',
      { notification: { recipient: '+499001234567' } },
      'kind_not_allowed: DE',
    ],
    ['R30 what is no number is refused', { notification: { recipient: 'tel:110' } }, 'not_a_number'],
  ])('%s', async (_sentence, event, reason) => {
    for (const changes of [linked, inner(), {}]) {
      const { delivery, world } = await run({ event: { ...changes, ...event } })
      expect(delivery).toEqual(dropped(reason))
      expect(world.sent).toEqual([])
    }
  })

  test('T18 the sixth code to one number within an hour is dropped, whoever asks', async () => {
    const cache = recordingCache('working', () => new Date())
    for (let index = 0; index < MAX_PER_NUMBER; index += 1) {
      const event = index % 2 === 0 ? linked : inner()
      expect((await run({ event, options: { cache } })).delivery).toEqual(delivered)
    }
    const { delivery, world } = await run({ event: inner(), options: { cache } })
    expect(delivery).toEqual(dropped('number_budget'))
    expect(world.sent).toEqual([])
  })

  test('all people together get as many codes an hour as the setting says', async () => {
    const cache = recordingCache('working', () => new Date())
    const secrets = { ...providerSecrets('webhook'), CODES_PER_HOUR: '2' }
    const ends: unknown[] = []
    for (const recipient of ['+4915111111111', '+4915222222222', '+4915733333333']) {
      const event = { ...inner(), secrets, notification: { recipient } }
      ends.push((await run({ event, options: { cache } })).delivery)
    }
    expect(ends).toEqual([delivered, delivered, dropped('hour_budget')])
  })

  test('what the platform tries again is counted once', async () => {
    const cache = recordingCache('working', () => new Date())
    const down = { provider: text(503, 'busy', { 'retry-after': '0' }) }
    for (let tries = 0; tries <= MAX_PER_NUMBER; tries += 1) {
      const { delivery } = await run({ event: linked, answers: down, options: { cache } })
      expect(delivery).toEqual(toRetry('provider_failed: http_503'))
    }
    expect((await run({ event: linked, options: { cache } })).delivery).toEqual(delivered)
  })
})

describe('the cache', () => {
  test('keeps the Management token, sealed', async () => {
    const cache = recordingCache('working', () => new Date())
    const first = await run({ answers: { search: found }, options: { cache } })
    const second = await run({ answers: { search: found }, options: { cache } })
    expect([first.world.asked(), second.world.asked()]).toEqual([
      ['token', 'search', 'provider'],
      ['search', 'provider'],
    ])
    expect(second.world.sent[0]?.headers.get('authorization')).toBe(`Bearer ${MANAGEMENT_TOKEN}`)
    expect(cache.get('management companion')?.value).not.toContain(MANAGEMENT_TOKEN)
  })

  test.each<KitCacheMode>(['empty', 'failing'])('R63 that is %s only forgets', async (cache) => {
    for (const event of [linked, inner(), {}]) {
      const { delivery } = await run({ event, answers: { search: found }, options: { cache } })
      expect(delivery).toEqual(delivered)
    }
  })
})

describe('R61 whatever breaks, there is a decision', () => {
  type Fault = 'times out' | 'is reset' | 'answers 429' | 'answers 500' | 'answers nonsense'
  const FAULTS: Record<Fault, Answer> = {
    'times out': (request) => pass(request.init.signal),
    'is reset': reset,
    'answers 429': json(429, {}, { 'retry-after': '0' }),
    'answers 500': text(500, '<h1>+4915112345678</h1>', { 'retry-after': '0' }),
    'answers nonsense': text(200, '<h1>+4915112345678</h1>'),
  }
  const causes: Record<Fault, string> = {
    'times out': 'timeout',
    'is reset': 'unreachable',
    'answers 429': 'http_429',
    'answers 500': 'http_500',
    'answers nonsense': 'malformed',
  }
  const byTwilio: Record<Fault, object> = {
    'times out': dropped('provider_timeout'),
    'is reset': dropped('provider_unreachable'),
    'answers 429': toRetry('provider_rate_limited: http_429'),
    'answers 500': toRetry('provider_failed: http_500'),
    'answers nonsense': dropped('provider_failed: malformed'),
  }
  const expected: Record<ProviderName, Record<Fault, object>> = {
    twilio_messaging: byTwilio,
    twilio_verify: byTwilio,
    webhook: {
      ...byTwilio,
      'times out': toRetry('provider_timeout'),
      'is reset': toRetry('provider_unreachable'),
      'answers nonsense': delivered,
    },
  }
  const limits = new Map<unknown, AbortController>()
  let waits: number[]
  /** The time limit of a call passes, as if the other side had been silent all the while. */
  function pass(signal: unknown): Promise<never> {
    const limit = limits.get(signal)
    limit?.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'))
    return Promise.reject(limit?.signal.reason as Error)
  }
  beforeEach(() => {
    waits = []
    jest.spyOn(AbortSignal, 'timeout').mockImplementation((wait) => {
      waits.push(wait)
      const limit = new AbortController()
      limits.set(limit.signal, limit)
      return limit.signal
    })
  })

  const faults = Object.keys(FAULTS) as Fault[]
  describe.each(NAMES)('with %s', (provider) => {
    test.each(faults)('the token endpoint %s: tried again, and nothing is sent', async (fault) => {
      const { delivery, world } = await run({ provider, answers: { token: FAULTS[fault] } })
      expect(delivery).toEqual(toRetry(`lookup_failed: management_token_${causes[fault]}`))
      expect(world.asked()).not.toContain('search')
      expect(world.delivered()).toBeUndefined()
    })

    test.each(faults)('the search %s: tried again, and nothing is sent', async (fault) => {
      const { delivery, world } = await run({ provider, answers: { search: FAULTS[fault] } })
      expect(delivery).toEqual(toRetry(`lookup_failed: search_${causes[fault]}`))
      expect(world.delivered()).toBeUndefined()
    })

    test.each(faults)('R36 the provider %s', async (fault) => {
      for (const event of [linked, inner()]) {
        const { delivery } = await run({ provider, event, answers: { provider: FAULTS[fault] } })
        expect(delivery).toEqual(expected[provider][fault])
      }
      expect(lines).toHaveLength(2)
    })
  })

  test('R62 no call is waited for longer than its limit, and all of them end before the platform does', async () => {
    await run({ answers: { search: found } })
    expect(waits).toEqual([3000, 3000, 6000])
  })

  test('T29 without the scope to search: tried again, and nothing is sent', async () => {
    const { delivery, world } = await run({
      answers: { search: json(403, { message: 'Insufficient scope' }) },
    })
    expect(delivery).toEqual(toRetry('lookup_failed: search_http_403'))
    expect(world.asked()).toEqual(['token', 'search'])
  })

  test.each<[string, Changes<KitPhoneProviderEvent>]>([
    ['a user', { user: undefined }],
    ['a client', { client: undefined }],
    ['a connection', { connection: undefined }],
    ['a transaction', { transaction: undefined }],
    ['all of them', { user: undefined, client: undefined, connection: undefined, transaction: undefined }],
  ])('R34 an event without %s is one of a stranger', async (_name, event) => {
    expect((await run({ event })).delivery).toEqual(dropped('stranger'))
  })

  test('R60 an event without a message ends closed', async () => {
    const { delivery, world } = await run({ event: { notification: undefined } })
    expect(delivery).toEqual(dropped('not_available: TypeError'))
    expect(world.sent).toEqual([])
  })

  test('R60 an Action that cannot drop fails, rather than count as delivered', async () => {
    const failing = run({ options: { failing: 'notification.drop' } })
    await expect(failing).rejects.toThrow('notification.drop failed')
  })
})

describe('R65 settings that are wrong: nothing is sent, and the log names them', () => {
  test.each<[sentence: string, secrets: Record<string, string>, detail: string]>([
    ['no provider', { CODE_PROVIDER: '' }, 'CODE_PROVIDER missing'],
    ['no fingerprint key', { FINGERPRINT_KEY: '' }, 'FINGERPRINT_KEY missing'],
    [
      'T28 two that a deploy has not filled in',
      { COMPANION_CLIENT_ID: '##COMPANION_CLIENT_ID##', WEBHOOK_SECRET: '@@WEBHOOK_SECRET@@' },
      'COMPANION_CLIENT_ID, WEBHOOK_SECRET still a placeholder',
    ],
    [
      'a country that the build does not know',
      { ALLOWED_COUNTRIES: 'DE,NZ' },
      'ALLOWED_COUNTRIES not in this build: NZ',
    ],
  ])('%s', async (_sentence, changes, detail) => {
    const secrets = { ...providerSecrets('webhook'), ...changes }
    for (const event of [linked, inner(), {}]) {
      const { delivery, world } = await run({ event: { ...event, secrets } })
      expect(delivery).toEqual(dropped(`not_available: settings: ${detail}`))
      expect(world.sent).toEqual([])
    }
    expect(lines[0]).toContain(detail)
  })

  test.each(NAMES)('the secrets of %s', async (provider) => {
    const names = Object.keys(PROVIDERS[provider].secrets).filter((name) => name !== 'CODE_PROVIDER')
    const empty = Object.fromEntries(names.map((name) => [name, '']))
    const { delivery, world } = await run({ provider, event: { ...linked, secrets: empty } })
    expect(delivery).toEqual(dropped(`not_available: settings: ${names.join(', ')} missing`))
    expect(world.sent).toEqual([])
  })
})
