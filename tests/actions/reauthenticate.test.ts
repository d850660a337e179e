import * as challenge from '../../actions/phone-challenge.ts'
import { onContinuePostLogin, onExecutePostLogin } from '../../actions/reauthenticate.ts'
import type { Endpoint } from '../support/action-tenant.ts'
import { SECRETS, serveTenant } from '../support/action-tenant.ts'
import type { Changes, KitCacheMode, KitPostLoginEvent, RecordingOptions } from '../support/post-login-kit.ts'
import {
  PHONE_ACCOUNT,
  continuedEvent,
  postLoginEvent,
  recordingApi,
  recordingCache,
  withChanges,
} from '../support/post-login-kit.ts'
import type { Answer } from '../support/stub-fetch.ts'
import { json, reset, text } from '../support/stub-fetch.ts'

const METHOD = 'https://acme.eu.auth0.com/phone-link/email'
const { TENANT_DOMAIN, CUSTOM_DOMAINS, COMPANION_CLIENT_ID, COMPANION_CLIENT_SECRET } = SECRETS
const SETTINGS = { TENANT_DOMAIN, CUSTOM_DOMAINS, COMPANION_CLIENT_ID, COMPANION_CLIENT_SECRET }

let lines: string[]
beforeEach(() => {
  lines = []
  jest.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line))
})
afterEach(() => jest.restoreAllMocks())

/** A person whose email was proven an hour ago asks to add a phone. */
const asking = (changes: Changes<KitPostLoginEvent> = {}): KitPostLoginEvent =>
  withChanges(
    postLoginEvent({
      secrets: SETTINGS,
      client: { metadata: { phone_link: 'on' } },
      request: { query: { 'ext-phone': 'add' } },
      authentication: {
        methods: [{ name: 'email', timestamp: new Date(Date.now() - 3_600_000).toISOString() }],
      },
    }),
    changes,
  )

const run = async (event: KitPostLoginEvent, options: RecordingOptions = {}) => {
  const tenant = await serveTenant()
  const recording = recordingApi(event, options)
  await onExecutePostLogin(event, recording.api)
  return { recording, tenant }
}

type Plan = {
  answers?: Partial<Record<Endpoint, Answer>>
  claims?: Record<string, unknown>
  cache?: KitCacheMode
  query?: Record<string, unknown>
  resumed?: Changes<KitPostLoginEvent>
  options?: RecordingOptions
}

async function journey(plan: Plan = {}) {
  const tenant = await serveTenant(plan.answers)
  const cache = recordingCache(plan.cache ?? 'working', () => new Date())
  const event = asking()
  const began = recordingApi(event, { cache })
  await onExecutePostLogin(event, began.api)
  const seconds = Math.floor(Date.now() / 1000)
  await tenant.prove({
    ...{ iss: 'https://acme.eu.auth0.com/', aud: 'companion', sub: 'email|ada', phone_link_by: 'email' },
    nonce: began.redirect?.searchParams.get('nonce'),
    ...{ auth_time: seconds, iat: seconds, exp: seconds + 36_000 },
    ...plan.claims,
  })
  const back = continuedEvent(event, plan.query ?? { state: 's-1', code: 'code-1' })
  const resumed = withChanges(back, plan.resumed ?? {})
  const ended = recordingApi(resumed, { cache, ...plan.options })
  await onContinuePostLogin(resumed, ended.api)
  return { tenant, began, ended, metadata: resumed.transaction.metadata }
}

const wantIn = ({ phone_link_want: want }: KitPostLoginEvent['transaction']['metadata']) =>
  JSON.parse(String(want)) as object

test.each([onExecutePostLogin, onContinuePostLogin])('the handlers are real AsyncFunctions', (handler) => {
  expect(handler.constructor.name).toBe('AsyncFunction')
})

describe('a stale session', () => {
  test('R20 T07 is sent to a code by email', async () => {
    const { began } = await journey()
    expect(Object.fromEntries(began.redirect?.searchParams ?? [])).toMatchObject({
      ...{ client_id: 'companion', connection: 'email', code_challenge_method: 'S256', max_age: '0' },
      redirect_uri: 'https://acme.eu.auth0.com/continue',
    })
  })

  test.each(['working', 'empty', 'failing'] as const)(
    'R10 R63 that comes back proven is remembered in login and session; the cache is %s',
    async (cache) => {
      const { ended, metadata, tenant } = await journey({ cache })
      expect(ended.methods).toEqual([METHOD])
      expect(String(metadata.phone_link_proof)).toContain('"name":"email"')
      expect(metadata).not.toHaveProperty('phone_link_reauth_ticket')
      expect(ended.idTokenClaims).toEqual({})
      expect(new Set(tenant.asked())).toEqual(new Set(['jwks', 'token']))
    },
  )

  test.each<[string, Plan, object]>([
    ['T03 another account', { claims: { sub: 'email|bob' } }, { refusal: 'reauthentication_failed' }],
    ['T02 T07 a linked phone', { claims: { phone_link_by: 'sms' } }, { refusal: 'proof_invalid' }],
    ['T06 a token for another client', { claims: { aud: 'app' } }, { refusal: 'proof_invalid' }],
    ['T03 a token of another transaction', { claims: { nonce: 'theirs' } }, { refusal: 'proof_invalid' }],
    ['T05 two codes', { query: { state: 's', code: ['a', 'b'] } }, { refusal: 'answer_malformed' }],
    ['T13 a person who cancels', { query: { state: 's', error: 'access_denied' } }, { choice: 'declined' }],
    [
      'T22 another host',
      { resumed: { request: { hostname: 'evil.example.com' } } },
      { refusal: 'not_available' },
    ],
  ])('%s proves nothing; phone-challenge hears of it, and the login goes on', async (_name, plan, want) => {
    const { ended, metadata } = await journey(plan)
    expect(wantIn(metadata)).toMatchObject({ intent: 'add', because: 'asked', ...want })
    expect(metadata).not.toHaveProperty('phone_link_proof')
    expect(ended.methods).toEqual([])
    expect(ended.denial).toBeUndefined()
  })

  test('R11 with a second factor is asked for it, without any outside call', async () => {
    const { recording, tenant } = await run(
      asking({ user: { enrolledFactors: [{ type: 'email' }, { type: 'otp' }] } }),
    )
    expect(recording.factors).toEqual(['otp'])
    expect(recording.redirect).toBeUndefined()
    expect(tenant.sent).toEqual([])
  })
})

describe('R60 R61 the outside fails', () => {
  const faults: [string, Answer][] = [
    ['reset', reset],
    ['500', json(500, {}, { 'retry-after': '0' })],
    ['a limit', json(429, {}, { 'retry-after': '60' })],
    ['no JSON', text(200, '<html>')],
  ]
  const matrix = (['jwks', 'token'] as const).flatMap((at) =>
    faults.map(([name, fault]) => [at, name, fault] as const),
  )
  test.each(matrix)(
    '%s: %s: nothing is proven, the ticket is spent, the login goes on',
    async (at, _name, fault) => {
      const { ended, metadata } = await journey({ answers: { [at]: fault } })
      expect(metadata).not.toHaveProperty('phone_link_proof')
      expect(metadata).not.toHaveProperty('phone_link_reauth_ticket')
      expect(ended.denial).toBeUndefined()
      expect(ended.methods).toEqual([])
      expect(lines.at(-1)).toContain('"decision":"failed"')
    },
  )

  test.each(['transaction.setMetadata', 'redirect.sendUserTo'])(
    '%s throws: the login goes on',
    async (failing) => {
      const { recording } = await run(asking(), { failing })
      expect(recording.denial).toBeUndefined()
      expect(recording.redirect).toBeUndefined()
      expect(lines).toEqual(['{"action":"reauthenticate","decision":"failed","detail":"Error"}'])
    },
  )

  test('R65 wrong settings are named in one line, and nothing else happens', async () => {
    const secrets = { TENANT_DOMAIN: '', COMPANION_CLIENT_SECRET: '##X##', PHONE_POLICY: 'always' }
    const { recording, tenant } = await run(asking({ secrets }))
    expect(recording.calls).toEqual([])
    expect(tenant.sent).toEqual([])
    expect(lines).toHaveLength(1)
    for (const name of Object.keys(secrets)) expect(lines[0]).toContain(name)
  })
})

test.each<[string, Changes<KitPostLoginEvent>]>([
  ['that asks for nothing', { request: { query: { 'ext-phone': undefined } } }],
  [
    'R10 that has just been proven',
    { authentication: { methods: [{ name: 'email', timestamp: new Date().toISOString() }] } },
  ],
  ['R13 at a client that is not enabled', { client: { metadata: { phone_link: undefined } } }],
  ['T15 that is silent', { transaction: { prompt: ['none'] } }],
  ['T15 by refresh token', { transaction: { protocol: 'oauth2-refresh-token' } }],
  [
    'T08 with forged parameters',
    { request: { query: { 'ext-phone': undefined, max_age: '0', acr_values: 'mfa' } } },
  ],
  ['T14 of the companion', { client: { client_id: 'companion' } }],
])('an ordinary login %s makes no outside call and prints one line', async (_name, changes) => {
  const { recording, tenant } = await run(asking(changes))
  expect(recording.calls.filter(({ method }) => method !== 'transaction.setMetadata')).toEqual([])
  expect(tenant.sent).toEqual([])
  expect(lines).toHaveLength(1)
})

test.each<[string, Changes<KitPostLoginEvent>]>([
  ['at the first login', {}],
  ['silently', { transaction: { prompt: ['none'] } }],
  ['by refresh token', { transaction: { protocol: 'oauth2-refresh-token' } }],
  ['at a client that is not enabled', { client: { metadata: { phone_link: undefined } } }],
])('R16 T09 an SMS-only account is denied %s, and when it resumes', async (_name, changes) => {
  const event = withChanges(asking(PHONE_ACCOUNT), changes)
  const { recording, tenant } = await run(event)
  const resumed = recordingApi(event)
  await onContinuePostLogin(event, resumed.api)
  for (const { denial, calls } of [recording, resumed]) {
    expect(denial).toMatch(/^sms_only_account: /)
    expect(calls).toHaveLength(1)
  }
  expect(tenant.sent).toEqual([])
})

describe('T14 R65 with settings that are wrong nobody is denied here', () => {
  const wrong = { secrets: { TENANT_DOMAIN: '' } }
  test.each<[string, KitPostLoginEvent]>([
    ['an inner login', withChanges(asking(PHONE_ACCOUNT), { ...wrong, client: { client_id: 'companion' } })],
    ['an SMS-only account', withChanges(asking(PHONE_ACCOUNT), wrong)],
    ['everybody else', asking(wrong)],
  ])('%s, at both ends', async (_name, event) => {
    const { recording, tenant } = await run(event)
    const resumed = recordingApi(event)
    await onContinuePostLogin(event, resumed.api)
    expect([...recording.calls, ...resumed.calls]).toEqual([])
    expect(tenant.sent).toEqual([])
    expect(lines).toHaveLength(2)
    for (const line of lines) expect(line).toContain('"detail":"settings: TENANT_DOMAIN missing"')
  })

  test('phone-challenge keeps an SMS-only account out all the same', async () => {
    const event = asking(PHONE_ACCOUNT)
    event.secrets = SECRETS
    const kept = recordingApi(event)
    await challenge.onExecutePostLogin(event, kept.api)
    expect(kept.denial).toMatch(/^sms_only_account: /)
  })
})

test('R43 T21 R07 no line holds an address, a code or a token, or is too long', async () => {
  for (const plan of [
    {},
    { claims: { sub: 'email|bob' } },
    { answers: { token: text(500, 'ada@example.com') } },
  ])
    await journey(plan)
  expect(lines).toHaveLength(6)
  for (const line of lines) {
    expect(line).not.toMatch(/@|ada|bob|code-1|s-1|eyJ|secret-of/)
    expect(line.length).toBeLessThanOrEqual(256)
  }
})
