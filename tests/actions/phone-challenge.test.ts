import { onContinuePostLogin, onExecutePostLogin } from '../../actions/phone-challenge.ts'
import type { ActionTenant, Endpoint } from '../support/action-tenant.ts'
import { MANAGEMENT_TOKEN, SECRETS, serveTenant } from '../support/action-tenant.ts'
import type {
  Changes,
  KitCacheMode,
  KitPostLoginEvent,
  PostLoginRecording,
  RecordingOptions,
} from '../support/post-login-kit.ts'
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

const PHONE = '+4915112345678'
const OUR_KEYS = ['phone_link', 'phone_link_attempts', 'phone_link_born', 'phone_link_pending']

let lines: string[]
beforeEach(() => {
  lines = []
  jest.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line))
})
afterEach(() => jest.restoreAllMocks())

/** The outer login, of a person who has just signed in by email code and asks to add a phone. */
const asking = (changes: Changes<KitPostLoginEvent> = {}): KitPostLoginEvent => {
  const event = postLoginEvent({
    secrets: SECRETS,
    client: { metadata: { phone_link: 'on' } },
    request: { query: { 'ext-phone': 'add' } },
    user: { app_metadata: { plan: 'gold' } },
    authentication: { methods: [{ name: 'email', timestamp: new Date().toISOString() }] },
  })
  return withChanges(event, changes)
}

type Journey = {
  tenant: ActionTenant
  began: PostLoginRecording
  ended: PostLoginRecording
  resumed: KitPostLoginEvent
}
type Plan = {
  answers?: Partial<Record<Endpoint, Answer>>
  claims?: Record<string, unknown>
  cache?: KitCacheMode
  query?: Record<string, unknown>
  event?: Changes<KitPostLoginEvent>
  options?: RecordingOptions
}

/** Walks the whole way: execute, inner login, continue. Everything goes well but for what the plan changes. */
async function journey(plan: Plan = {}): Promise<Journey> {
  const tenant = await serveTenant(plan.answers)
  const cache = recordingCache(plan.cache ?? 'working', () => new Date())
  const event = asking(plan.event)
  const began = recordingApi(event, { cache })
  await onExecutePostLogin(event, began.api)

  const host = event.request.hostname
  const seconds = Math.floor(Date.now() / 1000)
  await tenant.prove({
    iss: `https://${host}/`,
    aud: 'companion',
    sub: 'sms|new',
    nonce: began.redirect?.searchParams.get('nonce'),
    auth_time: seconds,
    iat: seconds,
    exp: seconds + 36_000,
    phone_number: PHONE,
    phone_number_verified: true,
    phone_link_account: 'fresh',
    phone_link_by: 'sms',
    ...plan.claims,
  })
  const resumed = continuedEvent(event, plan.query ?? { state: 's-1', code: 'code-1' }, began.appMetadata)
  const ended = recordingApi(resumed, { cache, ...plan.options })
  await onContinuePostLogin(resumed, ended.api)
  return { tenant, began, ended, resumed }
}

const outcomeOf = ({ idTokenClaims }: PostLoginRecording) => idTokenClaims.phone_link
const refusedAdd = (reason: string) => ({ intent: 'add', status: 'refused', reason })

describe('the handlers', () => {
  test.each([onExecutePostLogin, onContinuePostLogin])('are real AsyncFunctions', (handler) => {
    expect(Object.getPrototypeOf(handler)).toBe(Object.getPrototypeOf(journey))
    expect(handler.constructor.name).toBe('AsyncFunction')
  })
})

describe('a person adds a phone', () => {
  test('R20 is sent to the inner login, bound by PKCE and nonce', async () => {
    const { began } = await journey()
    expect(began.redirect?.origin).toBe('https://acme.eu.auth0.com')
    expect(began.redirect?.pathname).toBe('/authorize')
    expect(Object.fromEntries(began.redirect?.searchParams ?? [])).toMatchObject({
      client_id: 'companion',
      connection: 'sms',
      code_challenge_method: 'S256',
      max_age: '0',
      redirect_uri: 'https://acme.eu.auth0.com/continue',
    })
    expect(began.denial).toBeUndefined()
  })

  test('gets the phone, the claims and the outcome', async () => {
    const { ended } = await journey()
    expect(ended.idTokenClaims).toEqual({
      phone_number: PHONE,
      phone_number_verified: true,
      phone_link: { intent: 'add', status: 'linked' },
    })
    expect(ended.denial).toBeUndefined()
    expect(ended.redirect).toBeUndefined()
  })

  test('R14 the phone is linked to the signed-in user, by provider and id', async () => {
    const { tenant } = await journey({ event: { request: { query: { user_id: 'email|bob' } } } })
    const link = tenant.sent.find(({ url }) => url.endsWith('/identities'))
    expect(link?.url).toBe('https://acme.eu.auth0.com/api/v2/users/email%7Cada/identities')
    expect(link?.body).toBe('{"provider":"sms","user_id":"new"}')
    expect(link?.headers.get('authorization')).toBe(`Bearer ${MANAGEMENT_TOKEN}`)
  })

  test('R64 at a custom domain the login stays there, and the Management API does not', async () => {
    const { began, ended, tenant } = await journey({ event: { request: { hostname: 'login.example.com' } } })
    expect(began.redirect?.host).toBe('login.example.com')
    expect(outcomeOf(ended)).toEqual({ intent: 'add', status: 'linked' })
    expect(tenant.sent.map(({ url }) => new URL(url).host)).toEqual([
      'login.example.com',
      'login.example.com',
      'acme.eu.auth0.com',
      'acme.eu.auth0.com',
    ])
  })

  test('outside calls: the keys before, then three, the link last', async () => {
    const { tenant } = await journey()
    expect(tenant.asked()).toEqual(['jwks', 'token', 'management_token', 'link'])
  })

  test.each(['empty', 'failing'] as const)('R63 works with a cache that is %s', async (cache) => {
    const { ended } = await journey({ cache })
    expect(outcomeOf(ended)).toEqual({ intent: 'add', status: 'linked' })
  })

  test('R42 the audit record holds fingerprint and last digits, not the number', async () => {
    const { ended } = await journey()
    expect(ended.appMetadata.phone_link).toMatchObject({
      did: 'linked',
      by: 'email',
      number: { last2: '78' },
    })
    expect(JSON.stringify(ended.appMetadata)).not.toContain('1511234')
  })

  test('R33 the attempt is remembered before the person is sent away', async () => {
    const { began } = await journey()
    const methods = began.calls.map(({ method }) => method)
    expect(began.appMetadata.phone_link_attempts).toHaveLength(1)
    expect(methods.indexOf('user.setAppMetadata')).toBeLessThan(methods.indexOf('redirect.sendUserTo'))
  })

  test('T19 metadata of others are never written, and nothing is written whole', async () => {
    const { began, ended, resumed } = await journey({ event: { transaction: { metadata: { theirs: 'x' } } } })
    for (const recording of [began, ended]) {
      expect(OUR_KEYS).toEqual(expect.arrayContaining(Object.keys(recording.appMetadata)))
      expect(recording.userMetadata).toEqual({})
      expect(recording.accessTokenClaims).toEqual({})
    }
    expect(resumed.user.app_metadata.plan).toBe('gold')
    // The change is left for phone-notice to tell of.
    const { phone_link_change: change, ...rest } = resumed.transaction.metadata
    expect(rest).toEqual({ theirs: 'x' })
    expect(change).toEqual(expect.stringContaining('"did":"linked","last2":"78"'))
  })

  test('R23 T04 the same answer a second time does nothing', async () => {
    const { resumed, tenant } = await journey()
    const before = tenant.sent.length
    const again = recordingApi(resumed)
    await onContinuePostLogin(resumed, again.api)
    expect(outcomeOf(again)).toEqual({ intent: 'unknown', status: 'refused', reason: 'challenge_expired' })
    expect(tenant.sent).toHaveLength(before)
  })
})

describe('a proof that may not be linked', () => {
  test.each<[string, Plan, object]>([
    ['T01 a number of another account', { claims: { sub: 'email|bob' } }, refusedAdd('phone_in_use')],
    ['T03 a token of another transaction', { claims: { nonce: 'theirs' } }, refusedAdd('proof_invalid')],
    ['T06 a token for another client', { claims: { aud: 'app' } }, refusedAdd('proof_invalid')],
    ['T06 a token of another issuer', { claims: { iss: 'https://evil.com/' } }, refusedAdd('proof_invalid')],
    ['R20 a login of last week', { claims: { auth_time: 1 } }, refusedAdd('proof_invalid')],
    [
      'T04 a code used before',
      { answers: { token: json(403, { error: 'invalid_grant' }) } },
      refusedAdd('proof_invalid'),
    ],
    ['T05 two codes', { query: { state: 's', code: ['a', 'b'] } }, refusedAdd('answer_malformed')],
    [
      'T13 a person who cancels',
      { query: { state: 's', error: 'access_denied' } },
      { intent: 'add', status: 'cancelled' },
    ],
    [
      'T02 a token of another connection',
      { claims: { phone_link_by: 'email' } },
      refusedAdd('proof_invalid'),
    ],
    [
      'T02 a token that nobody vouched for',
      { claims: { phone_link_by: undefined } },
      refusedAdd('proof_invalid'),
    ],
    ['R22 the primary itself', { claims: { sub: 'email|ada' } }, { intent: 'add', status: 'already_linked' }],
  ])('%s: the login completes and nothing is linked', async (_name, plan, outcome) => {
    const { ended, tenant } = await journey(plan)
    expect(outcomeOf(ended)).toEqual(outcome)
    expect(ended.denial).toBeUndefined()
    expect(ended.appMetadata).toEqual({ phone_link_pending: null })
    expect(tenant.asked()).not.toContain('link')
  })

  test('T01 T17 nothing about the other account leaves the Action', async () => {
    const { ended } = await journey({ claims: { sub: 'email|bob', phone_number: undefined } })
    expect(JSON.stringify([ended.calls, lines])).not.toContain('bob')
  })
})

describe('the outside fails', () => {
  const faults: [string, Answer][] = [
    ['reset', reset],
    ['a limit without an end', json(429, {}, { 'retry-after': '60' })],
    ['500 and a moment later again', json(500, {}, { 'retry-after': '0' })],
    ['a body that is no JSON', text(200, '<html>')],
  ]
  const endpoints: Endpoint[] = ['jwks', 'token', 'management_token', 'link']
  const matrix = endpoints.flatMap((endpoint) =>
    faults.map(([name, fault]) => [endpoint, name, fault] as const),
  )

  test.each(matrix)('R61 %s: %s: the login completes, the app is told', async (endpoint, _name, fault) => {
    const { ended } = await journey({ answers: { [endpoint]: fault } })
    expect(ended.denial).toBeUndefined()
    expect(outcomeOf(ended)).toMatchObject({ status: 'refused' })
    const { phone_link_attempts: attempts, ...others } = ended.appMetadata
    expect(attempts ?? [[]]).toHaveLength(1)
    expect(Object.values(others).filter((value) => value !== null)).toEqual([])
    const next = await journey()
    expect(outcomeOf(next.ended)).toEqual({ intent: 'add', status: 'linked' })
  })

  test('R24 R61 a link whose answer is lost is found by reading the account', async () => {
    const read = json(200, { identities: [{ provider: 'sms', user_id: 'new' }] })
    const { ended, tenant } = await journey({ answers: { link: reset, read } })
    expect(outcomeOf(ended)).toEqual({ intent: 'add', status: 'linked' })
    expect(tenant.asked().slice(-2)).toEqual(['link', 'read'])
  })

  test('T29 a missing scope is named in the log', async () => {
    const link = json(403, { errorCode: 'insufficient_scope', message: 'Insufficient scope' })
    const { ended } = await journey({ answers: { link } })
    expect(outcomeOf(ended)).toEqual(refusedAdd('link_failed'))
    expect(lines.at(-1)).toContain('link_http_403')
  })
})

describe('other logins', () => {
  const run = async (event: KitPostLoginEvent, options: RecordingOptions = {}) => {
    const tenant = await serveTenant()
    const recording = recordingApi(event, options)
    await onExecutePostLogin(event, recording.api)
    return { recording, tenant }
  }
  const silent = { transaction: { prompt: ['none'] } }
  // The passwordless grant at the token endpoint: a body, and no query.
  const otpGrant: Changes<KitPostLoginEvent> = {
    request: { method: 'POST', query: { 'ext-phone': undefined } },
    transaction: { protocol: 'oauth2-passwordless' },
  }
  const linkedPhone = {
    provider: 'sms',
    user_id: 'new',
    connection: 'sms',
    isSocial: false,
    profileData: { phone_number: PHONE, phone_verified: true },
  }
  const withPhone = { identities: [linkedPhone, ...postLoginEvent().user.identities] }

  test.each<[string, Changes<KitPostLoginEvent>, object]>([
    ['R13 a client that is not enabled', { client: { metadata: { phone_link: undefined } } }, {}],
    ['a login that asks for nothing', { request: { query: { 'ext-phone': undefined } } }, {}],
    ['T15 a silent login', silent, {}],
    ['T15 a refresh token', { transaction: { protocol: 'oauth2-refresh-token' } }, {}],
    [
      'T23 a silent login of a person with a phone',
      { ...silent, user: withPhone },
      { phone_number: PHONE, phone_number_verified: true },
    ],
    [
      'R16 the grant for one-time codes, of a person with a phone,',
      { ...otpGrant, connection: { name: 'sms', strategy: 'sms' }, user: withPhone },
      { phone_number: PHONE, phone_number_verified: true },
    ],
    [
      'R16 the grant for one-time codes, where a client slips in an ask,',
      { ...otpGrant, request: { method: 'POST', body: { 'ext-phone': 'add' } } },
      {},
    ],
  ])('%s only gets claims, and nothing outside is asked', async (_name, changes, claims) => {
    const { recording, tenant } = await run(asking(changes))
    expect(recording.idTokenClaims).toEqual(claims)
    expect(recording.redirect).toBeUndefined()
    // A phone that was there before our Actions gets its record, which costs no call.
    const isNew = recording.idTokenClaims.phone_number !== undefined
    expect(Object.keys(recording.appMetadata)).toEqual(isNew ? ['phone_link'] : [])
    expect(tenant.sent).toEqual([])
    expect(lines).toHaveLength(1)
  })

  test.each<[string, Changes<KitPostLoginEvent>]>([
    ['at the first login', {}],
    ['silently', silent],
    ['by refresh token', { transaction: { protocol: 'oauth2-refresh-token' } }],
    ['by the grant for one-time codes', otpGrant],
    [
      'at a client that is not enabled',
      { client: { client_id: 'other', metadata: { phone_link: undefined } } },
    ],
    ['with settings that are wrong', { secrets: { TENANT_DOMAIN: '' } }],
  ])('R16 T09 an SMS-only account is denied %s', async (_name, changes) => {
    const { recording } = await run(withChanges(asking(PHONE_ACCOUNT), changes))
    expect(recording.denial).toMatch(/^(sms_only_account|not_available): /)
    expect(recording.calls.map(({ method }) => method)).toEqual(['access.deny'])
  })

  test('R12 T10 an account whose email nobody has proven, as an attacker creates one, gains no phone', async () => {
    const { recording, tenant } = await run(asking({ user: { email_verified: false } }))
    expect(outcomeOf(recording)).toEqual(refusedAdd('email_unverified'))
    expect(recording.denial).toBeUndefined()
    expect(recording.redirect).toBeUndefined()
    expect(recording.appMetadata).toEqual({})
    expect(tenant.sent).toEqual([])
  })

  test('T14 an inner login is vouched for, not challenged', async () => {
    const { recording } = await run(
      withChanges(asking(PHONE_ACCOUNT), {
        client: { client_id: 'companion' },
        user: { app_metadata: { plan: undefined }, created_at: new Date().toISOString() },
      }),
    )
    expect(recording.denial).toBeUndefined()
    expect(recording.redirect).toBeUndefined()
    expect(recording.idTokenClaims).toEqual({
      phone_link_by: 'sms',
      phone_link_account: 'fresh',
      phone_number: PHONE,
      phone_number_verified: true,
    })
    expect(recording.appMetadata).toEqual({ phone_link_born: true })
  })

  test('T02 the companion lets in nobody but by SMS or email', async () => {
    const { recording } = await run(
      asking({ client: { client_id: 'companion' }, connection: { strategy: 'google-oauth2' } }),
    )
    expect(recording.denial).toMatch(/^connection_not_allowed: /)
  })

  test('R65 three wrong settings: one line naming three, and the login completes', async () => {
    const secrets = { TENANT_DOMAIN: '', COMPANION_CLIENT_ID: '##X##', FINGERPRINT_KEY: 'short' }
    const { recording, tenant } = await run(asking({ secrets }))
    expect(recording.denial).toBeUndefined()
    expect(outcomeOf(recording)).toEqual(refusedAdd('not_available'))
    expect(tenant.sent).toEqual([])
    expect(lines).toHaveLength(1)
    for (const name of ['TENANT_DOMAIN', 'COMPANION_CLIENT_ID', 'FINGERPRINT_KEY'])
      expect(lines[0]).toContain(name)
  })

  test.each(['user.setAppMetadata', 'redirect.sendUserTo'])(
    'R60 when %s throws, the login completes and the app is told',
    async (failing) => {
      const { recording } = await run(asking(), { failing })
      expect(recording.denial).toBeUndefined()
      expect(recording.redirect).toBeUndefined()
      expect(outcomeOf(recording)).toEqual(refusedAdd('not_available'))
    },
  )

  test('R60 when others have filled the transaction metadata, the login completes and the app is told', async () => {
    const theirs = { a: 'x'.repeat(8190), b: 'x'.repeat(8190) }
    const event = asking({ transaction: { metadata: theirs } })
    const { recording } = await run(event)
    expect(recording.redirect).toBeUndefined()
    expect(outcomeOf(recording)).toEqual(refusedAdd('not_available'))
    expect(event.transaction.metadata).toEqual(theirs)
  })
})

describe('a person replaces or removes a phone', () => {
  const phone = (user_id: string, phone_number: string) => ({
    ...{ provider: 'sms', user_id, connection: 'sms', isSocial: false },
    profileData: { phone_number, phone_verified: true },
  })
  const email = postLoginEvent().user.identities
  const both = json(201, [
    { provider: 'email' },
    { provider: 'sms', user_id: 'old' },
    { provider: 'sms', user_id: 'new' },
  ])
  const replacing: Changes<KitPostLoginEvent> = {
    request: { query: { 'ext-phone': 'replace' } },
    user: { identities: [...email, phone('old', '+4915100000001')] },
  }

  test('R24 R42 the new number is linked, the old one unlinked and its account deleted', async () => {
    const { ended, tenant } = await journey({ event: replacing, answers: { link: both } })
    expect(tenant.asked().slice(-3)).toEqual(['link', 'unlink', 'delete'])
    expect(tenant.sent.slice(-2).map(({ url }) => new URL(url).pathname)).toEqual([
      '/api/v2/users/email%7Cada/identities/sms/old',
      '/api/v2/users/sms%7Cold',
    ])
    expect(outcomeOf(ended)).toEqual({ intent: 'replace', status: 'replaced' })
    expect(ended.appMetadata).toMatchObject({ phone_link_pending: null, phone_link: { did: 'replaced' } })
  })

  const faults: [string, Answer][] = [
    ['reset', reset],
    ['500 and a moment later again', json(500, {}, { 'retry-after': '0' })],
    ['a limit without an end', json(429, {}, { 'retry-after': '60' })],
  ]
  const matrix = (['unlink', 'delete'] as const).flatMap((endpoint) =>
    faults.map(([name, fault]) => [endpoint, name, fault] as const),
  )
  test.each(matrix)(
    'R61 %s: %s: it stays pending, and the next login completes it',
    async (endpoint, _name, fault) => {
      const read = json(200, {
        identities: [
          { provider: 'sms', user_id: 'old' },
          { provider: 'sms', user_id: 'new' },
        ],
      })
      const answers = { link: both, read, [endpoint]: fault }
      const { began, ended } = await journey({ event: replacing, answers })
      expect(ended.denial).toBeUndefined()
      expect(outcomeOf(ended)).toMatchObject({ intent: 'replace' })
      const begun = began.appMetadata.phone_link_pending as Record<string, unknown>
      if (endpoint === 'unlink') expect(ended.appMetadata).not.toHaveProperty('phone_link_pending')
      else expect(ended.appMetadata.phone_link_pending).toEqual({ ...begun, told: true })

      const left = endpoint === 'unlink' ? [phone('old', '+4915100000001')] : []
      const pending = { ...begun, ...(ended.appMetadata.phone_link_pending as object | undefined) }
      const event = asking({
        request: { query: { 'ext-phone': undefined } },
        user: {
          identities: [...email, ...left, phone('new', PHONE)],
          app_metadata: { phone_link_pending: pending },
        },
      })
      const tenant = await serveTenant()
      const next = recordingApi(event)
      await onExecutePostLogin(event, next.api)
      expect(tenant.asked()).toEqual([
        'management_token',
        ...(endpoint === 'unlink' ? ['unlink'] : []),
        'delete',
      ])
      expect(next.appMetadata).toMatchObject({ phone_link_pending: null })
      // What was told already is told no second time.
      const told = endpoint === 'delete' ? undefined : { intent: 'replace', status: 'replaced' }
      expect(outcomeOf(next)).toEqual(told)
    },
  )

  const want = (choice: string) => JSON.stringify({ v: 1, intent: 'remove', because: 'asked', choice })
  const removing = async (metadata: Record<string, string>, changes: Changes<KitPostLoginEvent> = {}) => {
    const event = asking({
      request: { query: { 'ext-phone': 'remove' } },
      user: { identities: [...email, phone('old', '+4915100000001')] },
      transaction: { metadata },
    })
    const tenant = await serveTenant()
    const recording = recordingApi(withChanges(event, changes))
    await onExecutePostLogin(withChanges(event, changes), recording.api)
    return { recording, tenant }
  }

  test('R15 a removal that was confirmed is done, and its phone claims are gone', async () => {
    const { recording, tenant } = await removing({ phone_link_want: want('accepted') })
    expect(tenant.asked()).toEqual(['management_token', 'unlink', 'delete'])
    expect(recording.idTokenClaims).toEqual({ phone_link: { intent: 'remove', status: 'removed' } })
  })

  test.each<[string, Record<string, string>, Changes<KitPostLoginEvent>, object]>([
    ['R15 T26 a link alone', {}, {}, { status: 'refused', reason: 'not_available' }],
    ['who declines', { phone_link_want: want('declined') }, {}, { status: 'cancelled' }],
    [
      'R15 the last way in',
      { phone_link_want: want('accepted') },
      { user: { email_verified: false } },
      { reason: 'last_way_in' },
    ],
    [
      'T07 a stale session',
      { phone_link_want: want('accepted') },
      { authentication: { methods: [] } },
      { reason: 'step_up_required' },
    ],
  ])('%s removes nothing, and the app is told', async (_name, metadata, changes, outcome) => {
    const { recording, tenant } = await removing(metadata, changes)
    expect(tenant.sent).toEqual([])
    expect(outcomeOf(recording)).toMatchObject({ intent: 'remove', ...outcome })
    expect(recording.denial).toBeUndefined()
  })
})

describe('what is logged', () => {
  test('R43 T21 R07 no line holds a number, an address, a code, a token or a secret, or is too long', async () => {
    const plans: Plan[] = [
      {},
      { claims: { sub: 'email|bob' } },
      { claims: { phone_number: '0151' } },
      { query: { state: 's-1', error: PHONE, error_description: 'ada@example.com' } },
      {
        answers: {
          token: json(401, { error: 'access_denied', error_description: 'secret-of-the-companion' }),
        },
      },
      { answers: { link: text(500, `ada@example.com ${MANAGEMENT_TOKEN}`) } },
      { answers: { jwks: () => Promise.reject(new TypeError('ada@example.com')) } },
      { event: { secrets: { FINGERPRINT_KEY: 'ada@example.com' } } },
      { options: { failing: 'idToken.setCustomClaim' } },
    ]
    for (const plan of plans) await journey(plan).catch(() => undefined)
    expect(lines.length).toBeGreaterThanOrEqual(2 * (plans.length - 1))
    for (const line of lines) {
      expect(line).not.toMatch(
        /1511234|0151|@|ada|bob|code-1|s-1|eyJ|secret-of|0123456789abcdef|management-token/,
      )
      expect(line.length).toBeLessThanOrEqual(256)
      expect(JSON.parse(line)).toMatchObject({
        action: 'phone-challenge',
        decision: expect.any(String) as string,
      })
    }
  })
})
