import { besideEdge, challengeEdge } from '../../../lib/adapters/post-login-edge.ts'
import type { PostLoginEvent } from '../../../lib/adapters/post-login-event.ts'
import {
  performGateDecision,
  preUserRegistrationEdge,
  readSignUp,
} from '../../../lib/adapters/pre-user-registration.ts'
import { buildTicketText } from '../../../lib/protocol/ticket-text.ts'
import { buildWantText } from '../../../lib/protocol/transaction-texts.ts'
import type { Changes, KitPostLoginEvent } from '../../support/post-login-kit.ts'
import {
  PHONE_ACCOUNT,
  postLoginEvent,
  preUserRegistrationEvent,
  recordingApi,
  recordingSignUpApi,
} from '../../support/post-login-kit.ts'

let lines: unknown[]
beforeEach(() => {
  lines = []
  jest.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(JSON.parse(line)))
})
afterEach(() => jest.restoreAllMocks())

const enabled = { metadata: { phone_link: 'on' } }
const ticket = buildTicketText({
  ...{ intent: 'replace', because: 'asked', leaving: ['old'] },
  ...{ verifier: 'v', nonce: 'n', startedAt: new Date(0) },
})
const want = buildWantText({ intent: 'remove', because: 'asked', choice: 'accepted' })

describe('a post-login Action that fails', () => {
  const close = (changes: Changes<KitPostLoginEvent>) => {
    const event = postLoginEvent(changes)
    const recording = recordingApi(event)
    challengeEdge('phone-challenge', event, recording.api).close('token_timeout')
    return recording
  }

  test.each<[string, Changes<KitPostLoginEvent>]>([
    ['an ordinary login', {}],
    ['an enabled client that asks for nothing', { client: enabled }],
    ['a client that is not enabled', { request: { query: { 'ext-phone': 'add' } } }],
  ])('R60 leaves %s alone, but for a line in the log', (_name, changes) => {
    expect(close(changes).calls).toEqual([])
    expect(lines).toEqual([{ action: 'phone-challenge', decision: 'failed', detail: 'token_timeout' }])
  })

  test.each<[string, Changes<KitPostLoginEvent>, string]>([
    ['the ask', { client: enabled, request: { query: { 'ext-phone': 'add' } } }, 'add'],
    [
      'an ask for something unknown',
      { client: enabled, request: { query: { 'ext-phone': 'x' } } },
      'unknown',
    ],
    [
      'the ticket, once the person is back',
      { transaction: { metadata: { phone_link_ticket: ticket } } },
      'replace',
    ],
    [
      'what an earlier Action has remembered, once the query is gone',
      { transaction: { metadata: { phone_link_want: want } } },
      'remove',
    ],
  ])('R60 R45 tells the app that the step is not available, by %s', (_name, changes, intent) => {
    const recording = close(changes)
    expect(recording.denial).toBeUndefined()
    expect(recording.calls.map(({ method }) => method)).toEqual([
      'transaction.setMetadata',
      'transaction.setMetadata',
      'transaction.setMetadata',
      'idToken.setCustomClaim',
    ])
    expect(recording.idTokenClaims).toEqual({
      phone_link: { intent, status: 'refused', reason: 'not_available' },
    })
    expect(lines).toEqual([
      {
        action: 'phone-challenge',
        decision: 'refused',
        intent,
        reason: 'not_available',
        detail: 'token_timeout',
      },
    ])
  })

  test('R60 R24 a phone account that has just come into being is marked, so that it never counts as one', () => {
    const created_at = new Date().toISOString()
    const born = close({ ...PHONE_ACCOUNT, user: { ...PHONE_ACCOUNT.user, created_at } })
    expect(born.calls.map(({ method }) => method)).toEqual(['user.setAppMetadata', 'access.deny'])
    expect(born.appMetadata).toEqual({ phone_link_born: true })
    const older = close({ ...PHONE_ACCOUNT, stats: { logins_count: 7 } })
    expect(older.calls.map(({ method }) => method)).toEqual(['access.deny'])
  })

  test('R60 R23 spends the ticket', () => {
    const event = postLoginEvent({
      transaction: { metadata: { phone_link_ticket: ticket, phone_link_want: want, theirs: 'x' } },
    })
    challengeEdge('phone-challenge', event, recordingApi(event).api).close('x')
    expect(event.transaction.metadata).toEqual({ theirs: 'x' })
  })

  test('R16 R60 keeps an SMS-only account out, whatever client it comes by', () => {
    const recording = close(PHONE_ACCOUNT)
    expect(recording.denial).toMatch(/^not_available: /)
    expect(recording.calls).toHaveLength(1)
    expect(lines).toEqual([
      { action: 'phone-challenge', decision: 'deny', reason: 'not_available', detail: 'token_timeout' },
    ])
  })

  test('R60 survives an event that holds next to nothing', () => {
    const bare = { secrets: {}, user: { user_id: 'email|ada', identities: [] }, client: {}, request: {} }
    const recording = recordingApi(postLoginEvent())
    const edge = challengeEdge('phone-challenge', bare as unknown as PostLoginEvent, recording.api)
    expect(() => edge.close('TypeError')).not.toThrow()
    expect(recording.calls).toEqual([])
  })
})

describe('an Action beside it that fails', () => {
  const close = (changes: Changes<KitPostLoginEvent>, use?: 'reauthentication') => {
    const event = postLoginEvent(changes)
    const recording = recordingApi(event)
    besideEdge('reauthenticate', event, recording.api, use).close('token_timeout')
    return { recording, event }
  }

  test.each<[string, Changes<KitPostLoginEvent>]>([
    ['an ordinary login', {}],
    ['one that asks', { client: enabled, request: { query: { 'ext-phone': 'add' } } }],
    [
      'one in which another Action’s ticket waits',
      { transaction: { metadata: { phone_link_ticket: ticket } } },
    ],
  ])('R60 leaves %s alone, but for a line in the log: phone-challenge tells the app', (_name, changes) => {
    expect(close(changes, 'reauthentication').recording.calls).toEqual([])
    expect(lines).toEqual([{ action: 'reauthenticate', decision: 'failed', detail: 'token_timeout' }])
  })

  test('R60 R23 spends its own ticket, and no other', () => {
    const metadata = { phone_link_ticket: ticket, phone_link_reauth_ticket: ticket, phone_link_want: want }
    const { event } = close({ transaction: { metadata } }, 'reauthentication')
    expect(event.transaction.metadata).toEqual({ phone_link_ticket: ticket, phone_link_want: want })
  })

  test('T14 R16 R60 denies no SMS account, which may be an inner login: phone-challenge tells them apart', () => {
    const { recording } = close(PHONE_ACCOUNT, 'reauthentication')
    expect(recording.calls).toEqual([])
    expect(lines).toEqual([{ action: 'reauthenticate', decision: 'failed', detail: 'token_timeout' }])
  })

  test('R60 R23 has no ticket to spend at its beginning', () => {
    const { event, recording } = close({ transaction: { metadata: { phone_link_reauth_ticket: ticket } } })
    expect(recording.calls).toEqual([])
    expect(event.transaction.metadata).toEqual({ phone_link_reauth_ticket: ticket })
  })

  test('R60 survives an event that holds next to nothing', () => {
    const bare = { secrets: {}, user: { user_id: 'email|ada' } } as unknown as PostLoginEvent
    const recording = recordingApi(postLoginEvent())
    expect(() => besideEdge('x', bare, recording.api, 'reauthentication').close('TypeError')).not.toThrow()
    expect(recording.calls).toEqual([])
  })
})

describe('the gate', () => {
  const gate = { action: 'phone-gate', event: preUserRegistrationEvent() }

  test.each([
    ['an app', {}, { clientId: 'app', connection: 'sms' }],
    ['no client', { client: undefined }, { clientId: undefined, connection: 'sms' }],
  ])('reads a sign-up by %s', (_name, changes, expected) => {
    expect(readSignUp(preUserRegistrationEvent(changes))).toEqual(expected)
  })

  test('T09 denies with a code for the log and a sentence for the person', () => {
    const recording = recordingSignUpApi()
    performGateDecision(gate, { kind: 'deny', reason: 'sms_only_account' }, recording.api)
    expect(recording.denial).toEqual({
      reason: 'sms_only_account: Sign in with your email first. Then you can add this phone to your account.',
      userMessage: 'Sign in with your email first. Then you can add this phone to your account.',
    })
    expect(lines).toEqual([{ action: 'phone-gate', decision: 'deny', reason: 'sms_only_account' }])
  })

  test('T09 denies with the code for an app that shows its own page', () => {
    const recording = recordingSignUpApi()
    const request = { body: { grant_type: 'http://auth0.com/oauth/grant-type/passwordless/otp' } }
    const event = { ...preUserRegistrationEvent(), request }
    performGateDecision(
      { action: 'phone-gate', event },
      { kind: 'deny', reason: 'link_token_invalid' },
      recording.api,
    )
    const text = 'link_token_invalid: Your login could not be confirmed. Sign in again.'
    expect(recording.denial).toEqual({ reason: text, userMessage: text })
  })

  test.each([['admit'], ['not_ours']] as const)('by %s touches nothing', (kind) => {
    const recording = recordingSignUpApi()
    performGateDecision(gate, { kind }, recording.api)
    expect(recording.calls).toEqual([])
    expect(lines).toEqual([{ action: 'phone-gate', decision: kind }])
  })

  test.each([
    ['R60 T09 when it fails, no phone account is created', 'sms', 'access.deny', 'deny'],
    ['R60 when it fails, everybody else signs up', 'email', undefined, 'not_ours'],
  ])('%s', (_name, strategy, method, decision) => {
    const recording = recordingSignUpApi()
    const event = preUserRegistrationEvent({ connection: { strategy } })
    preUserRegistrationEdge('phone-gate', event, recording.api).close('settings: X missing')
    expect(recording.calls[0]?.method).toBe(method)
    expect(lines).toMatchObject([{ action: 'phone-gate', decision, detail: 'settings: X missing' }])
  })
})
