import type { PostLoginEvent } from '../../../lib/adapters/post-login-event.ts'
import {
  readAuditRecord,
  readChange,
  readContinueAnswer,
  readInnerLoginSetting,
  readLogin,
  readReachedAccount,
  readTicket,
  reauthenticationMethod,
} from '../../../lib/adapters/post-login-event.ts'
import type { Login } from '../../../lib/core/login.ts'
import type { Ticket } from '../../../lib/core/ticket.ts'
import { buildTicketText } from '../../../lib/protocol/ticket-text.ts'
import { buildChangeText, buildProofText, buildWantText } from '../../../lib/protocol/transaction-texts.ts'
import type { Changes, KitIdentity, KitPostLoginEvent } from '../../support/post-login-kit.ts'
import { PHONE_ACCOUNT, postLoginEvent, withChanges } from '../../support/post-login-kit.ts'
import { EMAIL, VERIFIED, linkedPhone, settings } from './login-fixtures.ts'

const want = buildWantText({ intent: 'remove', because: 'asked', choice: 'accepted' })
const proofText = buildProofText({ name: 'email', at: new Date(7) })
const METHOD = 'https://acme.eu.auth0.com/phone-link/email'
const factorsOf = (...types: string[]) => ({ user: { enrolledFactors: types.map((type) => ({ type })) } })
const google: KitIdentity = {
  provider: 'google-oauth2',
  user_id: '1',
  connection: 'google-oauth2',
  isSocial: true,
}

const read = (changes: Changes<KitPostLoginEvent> = {}): Login => readLogin(postLoginEvent(changes), settings)

describe('the facts of a login', () => {
  test('of a browser login by email code', () => {
    expect(read()).toEqual({
      client: 'other',
      grant: 'off',
      connection: 'email',
      userId: 'email|ada',
      bornInInnerLogin: false,
      smsOnlyAccounts: 'allow',
      emailVerified: true,
      canShowPage: true,
      hostConfigured: true,
      ask: { kind: 'nothing' },
      methods: [{ name: 'email', at: new Date('2026-03-01T11:59:00Z') }],
      want: undefined,
      hasFactor: false,
      factors: [],
      canProveEmail: true,
      otherWaysIn: 1,
      phones: [],
      phone: undefined,
      attempts: [],
      offers: { times: 0, lastAt: undefined },
      pending: undefined,
      phoneOffAt: undefined,
      wantsPhoneClaims: true,
    })
  })

  test.each<[string, Changes<KitPostLoginEvent>, Partial<Login>]>([
    [
      'R24 an account with the mark of an inner login',
      { user: { app_metadata: { phone_link_born: true } } },
      { bornInInnerLogin: true },
    ],
    [
      'R24 an account with a mark of another kind',
      { user: { app_metadata: { phone_link_born: 'true' } } },
      { bornInInnerLogin: false },
    ],
    [
      'R11 a user with an enrolled factor',
      { user: { enrolledFactors: [{ type: 'otp' }] } },
      { hasFactor: true },
    ],
    [
      'R11 a user with a factor by its older name',
      { user: { multifactor: ['guardian'] } },
      { hasFactor: true },
    ],
    [
      'R11 factors that can be asked for, each once',
      factorsOf('otp', 'otp', 'webauthn-roaming'),
      { hasFactor: true, factors: ['otp', 'webauthn-roaming'] },
    ],
    ['R11 a code by email, which is no second factor', factorsOf('email'), { hasFactor: false, factors: [] }],
    [
      'R11 a code by email by both names',
      { user: { enrolledFactors: [{ type: 'email' }], multifactor: ['email'] } },
      { hasFactor: false, factors: [] },
    ],
    ['R11 a code by email beside a factor', factorsOf('email', 'otp'), { hasFactor: true, factors: ['otp'] }],
    [
      'R11 a factor that cannot be asked for',
      { user: { multifactor: ['guardian'] } },
      { hasFactor: true, factors: [] },
    ],
    [
      'R10 an email that was proven again in an earlier login',
      { authentication: { methods: [{ name: METHOD, timestamp: '2026-03-01T11:59:00.000Z' }] } },
      { methods: [{ name: 'email', at: new Date('2026-03-01T11:59:00Z') }] },
    ],
    [
      'R10 a method of somebody else’s, by its own name',
      { authentication: { methods: [{ name: `${METHOD}x`, timestamp: '2026-03-01T11:59:00.000Z' }] } },
      { methods: [{ name: `${METHOD}x`, at: new Date('2026-03-01T11:59:00Z') }] },
    ],
    [
      'R10 an email that was proven again in this login',
      { transaction: { metadata: { phone_link_proof: proofText } }, authentication: undefined },
      { methods: [{ name: 'email', at: new Date(7) }] },
    ],
    [
      'R10 a proof that cannot be read',
      {
        transaction: { metadata: { phone_link_proof: '{"v":1,"name":"email"}' } },
        authentication: undefined,
      },
      { methods: [] },
    ],
    [
      'what an earlier Action has remembered',
      { transaction: { metadata: { phone_link_want: want } } },
      { want: { intent: 'remove', because: 'asked', choice: 'accepted' } },
    ],
    [
      'T26 what the request claims to have been remembered',
      { request: { query: { phone_link_want: want }, body: { phone_link_want: want } } },
      { want: undefined },
    ],
    [
      'T05 a memory that cannot be read',
      { transaction: { metadata: { phone_link_want: 'x' } } },
      { want: undefined },
    ],
    ['an account without an email identity', { user: { identities: [google] } }, { canProveEmail: false }],
    [
      'R12 an email identity that is not verified',
      { user: { email_verified: false } },
      { canProveEmail: false, otherWaysIn: 0 },
    ],
    [
      'R15 two ways in beside a phone',
      { user: { identities: [EMAIL, google, linkedPhone(VERIFIED)] } },
      { otherWaysIn: 2 },
    ],
    ['R15 a phone alone', { user: { identities: [linkedPhone(VERIFIED)] } }, { otherWaysIn: 0 }],
    [
      'offers made so far',
      { user: { app_metadata: { phone_link_offers: { times: 2, at: 60 } } } },
      { offers: { times: 2, lastAt: new Date(60_000) } },
    ],
    [
      'R24 a change that was begun',
      {
        user: { app_metadata: { phone_link_pending: { v: 1, intent: 'remove', leaving: ['old'], at: 60 } } },
      },
      { pending: { intent: 'remove', leaving: ['old'], startedAt: new Date(60_000) } },
    ],
    [
      'R24 a change that was completed',
      { user: { app_metadata: { phone_link_pending: null } } },
      { pending: undefined },
    ],
    [
      'T07 when a phone last left',
      {
        user: {
          app_metadata: {
            phone_link: {
              v: 1,
              did: 'removed',
              at: 'x',
              by: 'email',
              former: [],
              off: '2026-03-01T11:00:00.000Z',
            },
          },
        },
      },
      { phoneOffAt: new Date('2026-03-01T11:00:00Z') },
    ],
    ['R13 an enabled client', { client: { metadata: { phone_link: 'on' } } }, { client: 'enabled' }],
    ['R13 a client with another word', { client: { metadata: { phone_link: 'true' } } }, { client: 'other' }],
    ['R13 a client without metadata', { client: { metadata: undefined } }, { client: 'other' }],
    [
      'the companion, whatever its metadata say',
      { client: { client_id: 'companion', metadata: { phone_link: 'on' } } },
      { client: 'companion' },
    ],
    ['R12 an email that is not verified', { user: { email_verified: false } }, { emailVerified: false }],
    [
      'R12 an email of which nothing is known',
      { user: { email_verified: undefined } },
      { emailVerified: false },
    ],
    ['R64 a custom domain', { request: { hostname: 'login.example.com' } }, { hostConfigured: true }],
    [
      'R64 a host without regard to case',
      { request: { hostname: 'Login.Example.com' } },
      { hostConfigured: true },
    ],
    ['T22 an unknown host', { request: { hostname: 'evil.example.com' } }, { hostConfigured: false }],
    ['T22 no host', { request: { hostname: undefined } }, { hostConfigured: false }],
    ['an ask', { request: { query: { 'ext-phone': 'add' } } }, { ask: { kind: 'intent', intent: 'add' } }],
    ['an ask twice', { request: { query: { 'ext-phone': ['add', 'add'] } } }, { ask: { kind: 'unknown' } }],
    ['a request without a query', { request: { query: undefined } }, { ask: { kind: 'nothing' } }],
    [
      'R10 the methods of this session only, never parameters',
      { authentication: undefined, request: { query: { max_age: '0', acr_values: 'mfa', prompt: 'login' } } },
      { methods: [] },
    ],
    [
      'a login without the phone scope',
      { transaction: { requested_scopes: ['openid'] } },
      { wantsPhoneClaims: false },
    ],
    [
      'R33 remembered attempts',
      { user: { app_metadata: { phone_link_attempts: [[0, 'mark']] } } },
      { attempts: [{ at: new Date(0), numbers: ['mark'] }] },
    ],
    ['no app_metadata', { user: { app_metadata: undefined } }, { attempts: [] }],
  ])('%s', (_name, change, expected) => {
    expect(read(change)).toMatchObject(expected)
  })

  test('an event without a transaction, as some grants have, shows no page and wants no claims', () => {
    expect(read({ transaction: undefined })).toMatchObject({ canShowPage: false, wantsPhoneClaims: false })
  })

  test('a user id that is none is an error that does not repeat it', () => {
    expect(() => read({ user: { user_id: 'ada' } })).toThrow(new TypeError('event.user.user_id'))
  })
})

describe('whether a page can be shown', () => {
  test.each([
    ['oidc-basic-profile', true],
    ['oidc-implicit-profile', true],
    ['oidc-hybrid-profile', true],
    ['samlp', true],
    ['wsfed', true],
    ['oauth2-refresh-token', false],
    ['oauth2-password', false],
    ['oauth2-resource-owner', false],
    ['oauth2-token-exchange', false],
    ['oauth2-device-code', false],
    ['oidc-ciba', false],
    ['wstrust-usernamemixed', false],
    ['something new', false],
  ])('T15 %s: %s', (protocol, expected) => {
    expect(read({ transaction: { protocol } }).canShowPage).toBe(expected)
  })

  test.each<[string, Changes<KitPostLoginEvent>, boolean]>([
    ['T15 no protocol', { transaction: { protocol: undefined } }, false],
    ['T15 a silent login', { transaction: { prompt: ['none'] } }, false],
    ['T15 a silent login seen in the query', { request: { query: { prompt: 'none' } } }, false],
    ['a login that is asked for again', { transaction: { prompt: ['login'] } }, true],
  ])('%s', (_name, change, expected) => {
    expect(read(change).canShowPage).toBe(expected)
  })
})

describe('the linked phone', () => {
  test.each<[string, KitIdentity[], string | undefined]>([
    ['is read from its identity', [EMAIL, linkedPhone(VERIFIED)], '+4915112345678'],
    ['T23 wherever the primary stands', [linkedPhone(VERIFIED), EMAIL], '+4915112345678'],
    [
      'R12 counts only when verified',
      [EMAIL, linkedPhone({ ...VERIFIED, phone_verified: false })],
      undefined,
    ],
    ['R12 not when nobody says so', [EMAIL, linkedPhone({ phone_number: '+4915112345678' })], undefined],
    ['may say so in text', [EMAIL, linkedPhone({ ...VERIFIED, phone_verified: 'true' })], '+4915112345678'],
    ['R30 must be E.164', [EMAIL, linkedPhone({ ...VERIFIED, phone_number: '0151' })], undefined],
    ['is not that of another provider', [EMAIL, linkedPhone(VERIFIED, { provider: 'oauth2' })], undefined],
    [
      'the first good one counts',
      [EMAIL, linkedPhone({}), linkedPhone(VERIFIED, { user_id: 'b' })],
      '+4915112345678',
    ],
    ['without its profile there is none', [EMAIL, { ...EMAIL, provider: 'sms', user_id: 'x' }], undefined],
  ])('%s', (_name, identities, expected) => {
    expect(read({ user: { identities } }).phone).toBe(expected)
  })

  test('R15 each one can be taken off, also one whose number is hidden', () => {
    const identities = [EMAIL, linkedPhone({}, { user_id: 'a' }), linkedPhone(VERIFIED, { user_id: 'b' })]
    expect(read({ user: { identities } }).phones).toEqual([
      { identity: { provider: 'sms', id: 'a' }, number: undefined },
      { identity: { provider: 'sms', id: 'b' }, number: '+4915112345678' },
    ])
  })

  test('T23 the root identity of a phone account is no linked phone', () => {
    const identities = [linkedPhone(VERIFIED)]
    expect(read({ ...PHONE_ACCOUNT, user: { ...PHONE_ACCOUNT.user, identities } }).phone).toBeUndefined()
  })
})

describe('the account that an inner login has reached', () => {
  const reach = (change: Changes<KitPostLoginEvent> = {}) =>
    readReachedAccount(withChanges(postLoginEvent(PHONE_ACCOUNT), change))
  test.each<[string, Changes<KitPostLoginEvent>, object]>([
    [
      'a new one',
      { user: { created_at: '2026-03-01T11:59:30.000Z' } },
      {
        account: {
          identityCount: 1,
          foreignMetadataKeys: [],
          bornInInnerLogin: false,
          loginsCount: 1,
          createdAt: new Date('2026-03-01T11:59:30Z'),
        },
        phone: '+4915112345678',
        phoneVerified: true,
      },
    ],
    [
      'R22 one with a plan',
      { user: { app_metadata: { plan: 'gold' } } },
      { account: { foreignMetadataKeys: ['plan'] } },
    ],
    [
      'R22 one with wishes',
      { user: { user_metadata: { color: 'red' } } },
      { account: { foreignMetadataKeys: ['color'] } },
    ],
    ['R22 one that has logged in before', { stats: { logins_count: 2 } }, { account: { loginsCount: 2 } }],
    [
      'R24 one that an inner login has marked and a crash left over',
      { user: { app_metadata: { phone_link_born: true } } },
      { account: { bornInInnerLogin: true, foreignMetadataKeys: [] } },
    ],
    ['a number that is not verified', { user: { phone_verified: undefined } }, { phoneVerified: false }],
  ])('%s', (_name, change, expected) => {
    expect(reach(change)).toMatchObject(expected)
  })
})

describe('what else is read', () => {
  test('R64 an inner login starts where the outer one is, in its languages', () => {
    const changes = { request: { hostname: 'login.example.com' }, transaction: { ui_locales: ['pt', 'en'] } }
    expect(readInnerLoginSetting(postLoginEvent(changes), settings)).toEqual({
      host: 'login.example.com',
      companionClientId: 'companion',
      uiLocales: ['pt', 'en'],
    })
    expect(readInnerLoginSetting(postLoginEvent({ transaction: undefined }), settings).uiLocales).toEqual([])
  })

  test('R23 the ticket comes from transaction metadata', () => {
    const ticket: Ticket = {
      ...{ intent: 'replace', because: 'offered', leaving: ['old'] },
      ...{ verifier: 'v', nonce: 'n', startedAt: new Date(0) },
    }
    const metadata = { phone_link_ticket: buildTicketText(ticket) }
    const event = postLoginEvent({ transaction: { metadata } })
    expect(readTicket(event, 'phone')).toEqual(ticket)
    expect(readTicket(event, 'reauthentication')).toBeUndefined()
    expect(readTicket(postLoginEvent({ transaction: undefined }), 'phone')).toBeUndefined()
  })

  test('R40 a change comes from transaction metadata', () => {
    const change = { did: 'removed', last2: undefined, at: new Date(9) } as const
    const metadata = { phone_link_change: buildChangeText(change) }
    expect(readChange(postLoginEvent({ transaction: { metadata } }))).toEqual(change)
    expect(readChange(postLoginEvent({ transaction: undefined }))).toBeUndefined()
  })

  test('R10 R64 the session remembers an email by a URL of the canonical domain', () => {
    expect(reauthenticationMethod(settings)).toBe(METHOD)
  })

  test('the answer comes from query and body', () => {
    const event: PostLoginEvent = postLoginEvent({ request: { query: { state: 's' }, body: { code: 'c' } } })
    expect(readContinueAnswer(event)).toEqual({ kind: 'code', code: 'c' })
  })

  test('R42 the audit record comes from app_metadata', () => {
    expect(
      readAuditRecord(postLoginEvent({ user: { app_metadata: { phone_link: 'broken' } } })),
    ).toBeUndefined()
    expect(readAuditRecord(postLoginEvent({ user: { app_metadata: undefined } }))).toBeUndefined()
  })
})
