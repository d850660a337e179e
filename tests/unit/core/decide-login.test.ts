import { MAX_ATTEMPTS } from '../../../lib/core/attempts.ts'
import type { Decision } from '../../../lib/core/decide-login.ts'
import { decideLogin } from '../../../lib/core/decide-login.ts'
import type { Login } from '../../../lib/core/login.ts'
import type { Reason } from '../../../lib/core/refusals.ts'
import { eligibleLogin, minutesBefore, phoneNumber, userId } from '../../support/values.ts'

const NOW = new Date('2026-03-01T12:00:00Z')

/** Every row changes one fact of it. */
const eligible = eligibleLogin(NOW)

const refusedAdd = (reason: Reason): Decision => ({
  kind: 'settled',
  outcome: { intent: 'add', status: 'refused', reason },
})
const attempts = (count: number, minutesAgo = 60) =>
  Array.from({ length: count }, () => minutesBefore(NOW, minutesAgo))
const provenBy = (name: string, minutesAgo: number) => ({
  methods: [{ name, at: minutesBefore(NOW, minutesAgo) }],
})

const table: [string, Partial<Login>, Decision][] = [
  ['a login that asks to add a phone is challenged', {}, { kind: 'challenge', intent: 'add' }],
  [
    'T14 the inner login is let through, whatever it asks',
    { client: 'companion', connection: 'sms', userId: userId('sms|x') },
    { kind: 'stand_aside' },
  ],
  [
    'T02 the companion with another connection is denied',
    { client: 'companion', connection: 'google-oauth2' },
    { kind: 'deny', reason: 'connection_not_allowed' },
  ],
  [
    'R16 an SMS-only account is denied',
    { userId: userId('sms|x'), connection: 'sms' },
    { kind: 'deny', reason: 'sms_only_account' },
  ],
  [
    'R16 an SMS-only account is denied on a client that takes no part',
    { userId: userId('sms|x'), client: 'other' },
    { kind: 'deny', reason: 'sms_only_account' },
  ],
  [
    'R16 an SMS-only account is denied where no page can be shown',
    { userId: userId('sms|x'), canShowPage: false, ask: { kind: 'nothing' } },
    { kind: 'deny', reason: 'sms_only_account' },
  ],
  ['R13 a client that is not enabled is left untouched', { client: 'other' }, { kind: 'untouched' }],
  ['T15 without a page there is no challenge, only claims', { canShowPage: false }, { kind: 'claims_only' }],
  ['a login that asks for nothing only gets claims', { ask: { kind: 'nothing' } }, { kind: 'claims_only' }],
  ['R12 an unverified email gains no phone', { emailVerified: false }, refusedAdd('email_unverified')],
  [
    'an unverified email that asks for nothing is not bothered',
    { emailVerified: false, ask: { kind: 'nothing' } },
    { kind: 'claims_only' },
  ],
  [
    'an unknown intent is named as such',
    { ask: { kind: 'unknown' } },
    { kind: 'settled', outcome: { intent: 'unknown', status: 'refused', reason: 'intent_unknown' } },
  ],
  [
    'an unverified email that asks for something unknown hears of the email first',
    { ask: { kind: 'unknown' }, emailVerified: false },
    { kind: 'settled', outcome: { intent: 'unknown', status: 'refused', reason: 'email_unverified' } },
  ],
  [
    'replace is not offered yet',
    { ask: { kind: 'intent', intent: 'replace' } },
    { kind: 'settled', outcome: { intent: 'replace', status: 'refused', reason: 'not_available' } },
  ],
  [
    'remove is not offered yet',
    { ask: { kind: 'intent', intent: 'remove' } },
    { kind: 'settled', outcome: { intent: 'remove', status: 'refused', reason: 'not_available' } },
  ],
  [
    'T22 a host that is not configured gets no challenge',
    { hostConfigured: false },
    { ...refusedAdd('not_available'), detail: 'host_not_configured' } as Decision,
  ],
  [
    'an account with a phone needs no challenge',
    { phone: phoneNumber('+4915112345678') },
    { kind: 'settled', outcome: { intent: 'add', status: 'already_linked' } },
  ],
  ['R10 a proof ten minutes old is enough', provenBy('email', 10), { kind: 'challenge', intent: 'add' }],
  [
    'R10 a proof older than ten minutes is not enough',
    provenBy('email', 10 + 1 / 60),
    refusedAdd('step_up_required'),
  ],
  ['R10 no proof is not enough', { methods: [] }, refusedAdd('step_up_required')],
  ['R10 an SMS code does not prove the primary', provenBy('sms', 1), refusedAdd('step_up_required')],
  [
    'R10 a second factor alone does not prove the primary',
    provenBy('mfa', 1),
    refusedAdd('step_up_required'),
  ],
  ['R10 a password proves a primary that has one', provenBy('pwd', 1), { kind: 'challenge', intent: 'add' }],
  [
    'R10 the latest proof counts, wherever it stands in the list',
    {
      methods: [
        { name: 'email', at: minutesBefore(NOW, 2) },
        { name: 'pwd', at: minutesBefore(NOW, 300) },
      ],
    },
    { kind: 'challenge', intent: 'add' },
  ],
  [
    'R10 the latest proof counts when an older one stands first',
    {
      methods: [
        { name: 'pwd', at: minutesBefore(NOW, 300) },
        { name: 'email', at: minutesBefore(NOW, 2) },
      ],
    },
    { kind: 'challenge', intent: 'add' },
  ],
  [
    'T30 a proof from a clock five minutes ahead counts',
    provenBy('email', -5),
    { kind: 'challenge', intent: 'add' },
  ],
  [
    'T30 a proof from further in the future does not count',
    provenBy('email', -5 - 1 / 60),
    refusedAdd('step_up_required'),
  ],
  [
    'a proof whose time cannot be read does not count',
    { methods: [{ name: 'email', at: new Date('never') }] },
    refusedAdd('step_up_required'),
  ],
  [
    'R11 a second factor that was not asked for is missing',
    { hasFactor: true },
    refusedAdd('step_up_required'),
  ],
  [
    'R11 a second factor asked for within ten minutes is enough',
    {
      hasFactor: true,
      methods: [
        { name: 'email', at: minutesBefore(NOW, 9) },
        { name: 'mfa', at: minutesBefore(NOW, 8) },
      ],
    },
    { kind: 'challenge', intent: 'add' },
  ],
  [
    'R11 a second factor asked for longer ago is not enough',
    {
      hasFactor: true,
      methods: [
        { name: 'email', at: minutesBefore(NOW, 1) },
        { name: 'mfa', at: minutesBefore(NOW, 11) },
      ],
    },
    refusedAdd('step_up_required'),
  ],
  [
    'R33 one below the cap may try',
    { attempts: attempts(MAX_ATTEMPTS - 1) },
    { kind: 'challenge', intent: 'add' },
  ],
  [
    'R33 at the cap the next attempt is refused',
    { attempts: attempts(MAX_ATTEMPTS) },
    refusedAdd('too_many_attempts'),
  ],
  [
    'R33 over the cap the next attempt is refused',
    { attempts: attempts(MAX_ATTEMPTS + 1) },
    refusedAdd('too_many_attempts'),
  ],
  [
    'R33 attempts of the day before are forgotten',
    { attempts: attempts(MAX_ATTEMPTS, 24 * 60) },
    { kind: 'challenge', intent: 'add' },
  ],
  [
    'R33 attempts a minute short of a day ago still count',
    { attempts: attempts(MAX_ATTEMPTS, 24 * 60 - 1) },
    refusedAdd('too_many_attempts'),
  ],
  [
    'attempts in the future lock nobody out',
    { attempts: attempts(MAX_ATTEMPTS, -1) },
    { kind: 'challenge', intent: 'add' },
  ],
]

describe('decideLogin', () => {
  test.each(table)('%s', (_name, change, expected) => {
    expect(decideLogin({ ...eligible, ...change }, NOW)).toEqual(expected)
  })
})
