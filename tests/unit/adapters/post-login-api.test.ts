import { performEffects } from '../../../lib/adapters/post-login-api.ts'
import type { AuditRecord } from '../../../lib/core/audit-record.ts'
import type { Change } from '../../../lib/core/change.ts'
import type { Effect } from '../../../lib/core/effects.ts'
import type { Ticket } from '../../../lib/core/ticket.ts'
import type { Want } from '../../../lib/core/want.ts'
import { buildTicketText } from '../../../lib/protocol/ticket-text.ts'
import { postLoginEvent, recordingApi } from '../../support/post-login-kit.ts'
import { phoneNumber, userId } from '../../support/values.ts'

const PHONE = phoneNumber('+4915112345678')
const how = { action: 'phone-challenge' }
const ticket: Ticket = {
  ...{ intent: 'add', because: 'asked', leaving: [] },
  ...{ verifier: 'v', nonce: 'n', startedAt: new Date(0) },
}
const change: Change = { did: 'linked', last2: '78', at: new Date(0) }
const want: Want = { intent: 'add', because: 'asked' }
const record: AuditRecord = {
  v: 1,
  did: 'linked',
  at: '2026-03-01T12:00:00.000Z',
  by: 'email',
  number: { fingerprint: 'f', last2: '78' },
  former: [],
}

const call = (method: string, ...args: unknown[]) => ({ method, args })

const table: [string, Effect, ReturnType<typeof call>[]][] = [
  [
    'R44 a denial says the code first, then the sentence',
    { kind: 'deny', reason: 'sms_only_account' },
    [
      call(
        'access.deny',
        'sms_only_account: Sign in with your email first. Then you can add this phone to your account.',
      ),
    ],
  ],
  [
    'R45 the outcome is one claim',
    { kind: 'tell_outcome', outcome: { intent: 'add', status: 'refused', reason: 'phone_in_use' } },
    [
      call('idToken.setCustomClaim', 'phone_link', {
        intent: 'add',
        status: 'refused',
        reason: 'phone_in_use',
      }),
    ],
  ],
  [
    'R14 the login becomes the primary’s, and later Actions are told',
    { kind: 'set_primary', primary: userId('email|ada') },
    [
      call('authentication.setPrimaryUser', 'email|ada'),
      call('transaction.setMetadata', 'phone_link_primary', 'email|ada'),
    ],
  ],
  [
    'R10 what was proven is one claim, in seconds',
    { kind: 'tell_proof', at: new Date(60_000), factorAt: new Date(90_500) },
    [call('idToken.setCustomClaim', 'phone_link_proof', { at: 60, mfa: 90 })],
  ],
  [
    'T04 used tokens are kept by time and mark',
    { kind: 'record_used_tokens', tokens: [{ at: new Date(60_000), mark: 'm' }] },
    [call('user.setAppMetadata', 'phone_link_tokens', [[60, 'm']])],
  ],
  [
    'a linked phone is two claims',
    { kind: 'tell_phone', phone: PHONE },
    [
      call('idToken.setCustomClaim', 'phone_number', '+4915112345678'),
      call('idToken.setCustomClaim', 'phone_number_verified', true),
    ],
  ],
  [
    'an account is vouched for with its number',
    { kind: 'vouch', history: 'fresh', phone: '+4915112345678', phoneVerified: false },
    [
      call('idToken.setCustomClaim', 'phone_link_account', 'fresh'),
      call('idToken.setCustomClaim', 'phone_number', '+4915112345678'),
      call('idToken.setCustomClaim', 'phone_number_verified', false),
    ],
  ],
  [
    'an account without a number is vouched for without one',
    { kind: 'vouch', history: 'has_history', phone: undefined, phoneVerified: false },
    [call('idToken.setCustomClaim', 'phone_link_account', 'has_history')],
  ],
  [
    'R24 an account born in an inner login is marked',
    { kind: 'mark_born' },
    [call('user.setAppMetadata', 'phone_link_born', true)],
  ],
  [
    'R23 a ticket is kept as text',
    { kind: 'keep_ticket', use: 'phone', ticket },
    [call('transaction.setMetadata', 'phone_link_ticket', buildTicketText(ticket))],
  ],
  [
    'R23 null removes the ticket',
    { kind: 'drop_ticket', use: 'phone' },
    [call('transaction.setMetadata', 'phone_link_ticket', null)],
  ],
  [
    'R33 attempts are kept as seconds, with the marks of their numbers',
    { kind: 'record_attempts', attempts: [{ at: new Date(1500), numbers: ['mark'] }] },
    [call('user.setAppMetadata', 'phone_link_attempts', [[1, 'mark']])],
  ],
  [
    'R42 the record has its own key',
    { kind: 'record_audit', record },
    [call('user.setAppMetadata', 'phone_link', record)],
  ],
  [
    'R20 how an inner login was proven is vouched for',
    { kind: 'vouch_connection', strategy: 'email' },
    [call('idToken.setCustomClaim', 'phone_link_by', 'email')],
  ],
  [
    'R23 each use of the inner login has a ticket of its own',
    { kind: 'keep_ticket', use: 'reauthentication', ticket },
    [call('transaction.setMetadata', 'phone_link_reauth_ticket', buildTicketText(ticket))],
  ],
  [
    'R23 and drops its own only',
    { kind: 'drop_ticket', use: 'reauthentication' },
    [call('transaction.setMetadata', 'phone_link_reauth_ticket', null)],
  ],
  [
    'what is wanted is kept as text',
    { kind: 'keep_want', want },
    [call('transaction.setMetadata', 'phone_link_want', '{"v":1,"intent":"add","because":"asked"}')],
  ],
  [
    'R10 what was wanted is dropped together with its proof',
    { kind: 'drop_want' },
    [
      call('transaction.setMetadata', 'phone_link_want', null),
      call('transaction.setMetadata', 'phone_link_proof', null),
    ],
  ],
  [
    'R10 a proof is kept as text',
    { kind: 'keep_proof', proof: { name: 'email', at: new Date(5) } },
    [call('transaction.setMetadata', 'phone_link_proof', '{"v":1,"name":"email","at":5}')],
  ],
  [
    'R40 a change is kept as text, without the number',
    { kind: 'keep_change', change },
    [call('transaction.setMetadata', 'phone_link_change', '{"v":1,"did":"linked","last2":"78","at":0}')],
  ],
  [
    'R40 a change that was told of is dropped',
    { kind: 'drop_change' },
    [call('transaction.setMetadata', 'phone_link_change', null)],
  ],
  [
    'offers are counted',
    { kind: 'record_offers', offers: { times: 2, lastAt: new Date(1500) } },
    [call('user.setAppMetadata', 'phone_link_offers', { times: 2, at: 1 })],
  ],
  [
    'R24 a change that was begun is kept',
    { kind: 'record_pending', pending: { intent: 'replace', leaving: ['old'], startedAt: new Date(1500) } },
    [call('user.setAppMetadata', 'phone_link_pending', { v: 1, intent: 'replace', leaving: ['old'], at: 1 })],
  ],
  [
    'R24 null removes it',
    { kind: 'drop_pending' },
    [call('user.setAppMetadata', 'phone_link_pending', null)],
  ],
  [
    'a page is shown with its words',
    { kind: 'render', form: 'ap_1', vars: { phone: '••••••78' } },
    [call('prompt.render', 'ap_1', { phone: '••••••78' })],
  ],
  [
    'R11 any of the factors is asked for',
    { kind: 'challenge_factor', types: ['otp', 'webauthn-roaming'] },
    [call('authentication.challengeWithAny', [{ type: 'otp' }, { type: 'webauthn-roaming' }])],
  ],
  ['R10 an Action without a method of its own records none', { kind: 'record_reauthentication' }, []],
  [
    'the person is sent away',
    { kind: 'send_to', url: 'https://acme.eu.auth0.com/authorize?x=1' },
    [call('redirect.sendUserTo', 'https://acme.eu.auth0.com/authorize?x=1')],
  ],
]

afterEach(() => jest.restoreAllMocks())

describe('performEffects', () => {
  test.each(table)('%s', (_name, effect, calls) => {
    const recording = recordingApi(postLoginEvent())
    performEffects(how, [effect], recording.api)
    expect(recording.calls).toEqual(calls)
  })

  test('R10 a nested email code is recorded in the session, by its URL', () => {
    const recording = recordingApi(postLoginEvent())
    const reauthenticationMethod = 'https://acme.eu.auth0.com/phone-link/email'
    performEffects({ ...how, reauthenticationMethod }, [{ kind: 'record_reauthentication' }], recording.api)
    expect(recording.methods).toEqual([reauthenticationMethod])
  })

  test('R43 a log entry is one line on the console and nothing else', () => {
    const print = jest.spyOn(console, 'log').mockImplementation(() => undefined)
    const recording = recordingApi(postLoginEvent())
    performEffects(how, [{ kind: 'log', entry: { decision: 'untouched' } }], recording.api)
    expect(print.mock.calls).toEqual([['{"action":"phone-challenge","decision":"untouched"}']])
    expect(recording.calls).toEqual([])
  })

  test('effects are done in their order', () => {
    const recording = recordingApi(postLoginEvent())
    const effects: Effect[] = [
      { kind: 'drop_ticket', use: 'phone' },
      { kind: 'keep_ticket', use: 'phone', ticket },
      { kind: 'drop_ticket', use: 'phone' },
    ]
    performEffects(how, effects, recording.api)
    expect(recording.calls.map(({ args }) => args[1])).toEqual([null, buildTicketText(ticket), null])
  })
})
