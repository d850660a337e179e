import type { Proof, Verdict } from '../../../lib/core/judge.ts'
import { judgeProof } from '../../../lib/core/judge.ts'
import type { Reason } from '../../../lib/core/refusals.ts'
import type { Ticket } from '../../../lib/core/ticket.ts'
import { minutesBefore, phoneNumber, userId } from '../../support/values.ts'

const NOW = new Date('2026-03-01T12:00:00Z')
const PRIMARY = userId('email|ada')

const ticket: Ticket = { intent: 'add', verifier: 'v', nonce: 'n-1', startedAt: minutesBefore(NOW, 2) }

/** A proof that may be linked. Every row changes one fact of it. */
const good: Proof = {
  subject: userId('sms|new'),
  nonce: 'n-1',
  authTime: minutesBefore(NOW, 1),
  phoneNumber: '+4915112345678',
  phoneVerified: true,
  history: 'fresh',
}

const refusal = (reason: Reason): Verdict => ({
  kind: 'settled',
  outcome: { intent: 'add', status: 'refused', reason },
})
const link: Verdict = {
  kind: 'link',
  secondary: { provider: 'sms', id: 'new' },
  phone: phoneNumber('+4915112345678'),
}

const table: [string, Partial<Proof>, Verdict][] = [
  ['a fresh phone account is linked', {}, link],
  ['T03 a token of another transaction proves nothing', { nonce: 'n-2' }, refusal('proof_invalid')],
  [
    'R22 the primary itself is already linked',
    { subject: PRIMARY, phoneNumber: undefined, phoneVerified: false, history: undefined },
    { kind: 'settled', outcome: { intent: 'add', status: 'already_linked' } },
  ],
  ['T01 another account is never linked', { subject: userId('email|bob') }, refusal('phone_in_use')],
  [
    'T01 another account is never linked, whatever else the token says',
    { subject: userId('google-oauth2|1'), history: 'has_history' },
    refusal('phone_in_use'),
  ],
  ['a phone account nobody vouched for is refused', { history: undefined }, refusal('proof_invalid')],
  [
    'R22 a phone account with a life of its own is not swallowed',
    { history: 'has_history' },
    refusal('phone_account_has_history'),
  ],
  ['a proof without a number is refused', { phoneNumber: undefined }, refusal('proof_invalid')],
  ['a number that is not verified is refused', { phoneVerified: false }, refusal('proof_invalid')],
  [
    'R30 a number that is not E.164 is refused',
    { phoneNumber: '015112345678' },
    refusal('phone_not_supported'),
  ],
  [
    'T24 a secondary id may hold pipes',
    { subject: userId('sms|a|b') },
    { ...link, secondary: { provider: 'sms', id: 'a|b' } },
  ],
  ['T30 auth_time may lie five minutes before the ticket', { authTime: minutesBefore(NOW, 7) }, link],
  [
    'R20 an older login proves nothing',
    { authTime: minutesBefore(NOW, 7 + 1 / 60) },
    refusal('proof_invalid'),
  ],
  ['T30 auth_time may lie five minutes ahead', { authTime: minutesBefore(NOW, -5) }, link],
  [
    'R20 a login of the future proves nothing',
    { authTime: minutesBefore(NOW, -5 - 1 / 60) },
    refusal('proof_invalid'),
  ],
  ['R20 an unreadable auth_time proves nothing', { authTime: new Date('never') }, refusal('proof_invalid')],
]

describe('judgeProof', () => {
  test.each(table)('%s', (_name, change, expected) => {
    expect(judgeProof({ ...good, ...change }, ticket, PRIMARY, NOW)).toEqual(expected)
  })
})
