import { performEffects } from '../../../lib/adapters/post-login-api.ts'
import type { AuditRecord } from '../../../lib/core/audit-record.ts'
import type { Effect } from '../../../lib/core/effects.ts'
import type { Ticket } from '../../../lib/core/ticket.ts'
import { buildTicketText } from '../../../lib/protocol/ticket-text.ts'
import { postLoginEvent, recordingApi } from '../../support/post-login-kit.ts'
import { phoneNumber } from '../../support/values.ts'

const PHONE = phoneNumber('+4915112345678')
const ticket: Ticket = { intent: 'add', verifier: 'v', nonce: 'n', startedAt: new Date(0) }
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
    { kind: 'keep_ticket', ticket },
    [call('transaction.setMetadata', 'phone_link_ticket', buildTicketText(ticket))],
  ],
  [
    'R23 null removes the ticket',
    { kind: 'drop_ticket' },
    [call('transaction.setMetadata', 'phone_link_ticket', null)],
  ],
  [
    'R33 attempts are kept as seconds',
    { kind: 'record_attempts', attempts: [new Date(1500)] },
    [call('user.setAppMetadata', 'phone_link_attempts', [1])],
  ],
  [
    'R42 the record has its own key',
    { kind: 'record_audit', record },
    [call('user.setAppMetadata', 'phone_link', record)],
  ],
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
    performEffects('phone-challenge', [effect], recording.api)
    expect(recording.calls).toEqual(calls)
  })

  test('R43 a log entry is one line on the console and nothing else', () => {
    const print = jest.spyOn(console, 'log').mockImplementation(() => undefined)
    const recording = recordingApi(postLoginEvent())
    performEffects('phone-challenge', [{ kind: 'log', entry: { decision: 'untouched' } }], recording.api)
    expect(print.mock.calls).toEqual([['{"action":"phone-challenge","decision":"untouched"}']])
    expect(recording.calls).toEqual([])
  })

  test('effects are done in their order', () => {
    const recording = recordingApi(postLoginEvent())
    const effects: Effect[] = [
      { kind: 'drop_ticket' },
      { kind: 'keep_ticket', ticket },
      { kind: 'drop_ticket' },
    ]
    performEffects('phone-challenge', effects, recording.api)
    expect(recording.calls.map(({ args }) => args[1])).toEqual([null, buildTicketText(ticket), null])
  })
})
