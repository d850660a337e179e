import type { Verdict } from '../../../lib/core/judge.ts'
import { judgeProof } from '../../../lib/core/judge.ts'
import { judgeReauthentication } from '../../../lib/core/judge-reauthentication.ts'
import type { Proof } from '../../../lib/core/proof.ts'
import type { Reason } from '../../../lib/core/refusals.ts'
import type { Ticket } from '../../../lib/core/ticket.ts'
import { minutesBefore, phoneNumber, userId } from '../../support/values.ts'

const NOW = new Date('2026-03-01T12:00:00Z')
const PRIMARY = userId('email|ada')
const SECOND = 1 / 60
const CLAIM = { primary: PRIMARY, numbers: { countries: ['DE', 'GB'], kinds: ['mobile'] as const } }

const ticket: Ticket = {
  intent: 'add',
  because: 'asked',
  leaving: [],
  verifier: 'v',
  nonce: 'n-1',
  startedAt: minutesBefore(NOW, 2),
}

describe('judgeProof', () => {
  /** A proof that may be linked. Every row changes one fact of it. */
  const good: Proof = {
    subject: userId('sms|new'),
    nonce: 'n-1',
    authTime: minutesBefore(NOW, 1),
    phoneNumber: '+4915112345678',
    phoneVerified: true,
    history: 'fresh',
    provenBy: 'sms',
  }
  const ofPrimary = { subject: PRIMARY, phoneNumber: undefined, phoneVerified: false, history: undefined }
  const refusal = (reason: Reason): Verdict => ({
    kind: 'settled',
    outcome: { intent: 'add', status: 'refused', reason },
  })
  const link: Verdict = {
    kind: 'link',
    secondary: { provider: 'sms', id: 'new' },
    phone: phoneNumber('+4915112345678'),
  }

  test.each<[string, Partial<Proof>, Verdict]>([
    ['R22 a fresh phone account is linked', {}, link],
    ['T03 a token of another transaction proves nothing', { nonce: 'n-2' }, refusal('proof_invalid')],
    [
      'T03 a token of another transaction proves nothing, even of the primary',
      { ...ofPrimary, nonce: 'n-2' },
      refusal('proof_invalid'),
    ],
    [
      'R22 a phone that reaches the primary is already linked',
      ofPrimary,
      { kind: 'settled', outcome: { intent: 'add', status: 'already_linked' } },
    ],
    [
      'T02 an email code that reaches the primary proves no phone',
      { ...ofPrimary, provenBy: 'email' },
      refusal('proof_invalid'),
    ],
    [
      'T02 a phone account that nobody says was proven by phone is refused',
      { provenBy: undefined },
      refusal('proof_invalid'),
    ],
    [
      'T02 another connection proves no phone, whatever its token says',
      { provenBy: 'google-oauth2' },
      refusal('proof_invalid'),
    ],
    [
      'T02 T17 another connection tells nothing of the account it reached',
      { provenBy: 'email', subject: userId('email|bob') },
      refusal('proof_invalid'),
    ],
    ['T01 another account is never linked', { subject: userId('email|bob') }, refusal('phone_in_use')],
    [
      'T01 another account is never linked, whatever else the token says',
      { subject: userId('google-oauth2|1'), history: 'has_history' },
      refusal('phone_in_use'),
    ],
    ['R22 a phone account nobody vouched for is refused', { history: undefined }, refusal('proof_invalid')],
    [
      'R22 a phone account with a life of its own is not swallowed',
      { history: 'has_history' },
      refusal('phone_account_has_history'),
    ],
    ['R21 a proof without a number is refused', { phoneNumber: undefined }, refusal('proof_invalid')],
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
      { authTime: minutesBefore(NOW, 7 + SECOND) },
      refusal('proof_invalid'),
    ],
    ['T30 auth_time may lie five minutes ahead', { authTime: minutesBefore(NOW, -5) }, link],
    [
      'R20 a login of the future proves nothing',
      { authTime: minutesBefore(NOW, -5 - SECOND) },
      refusal('proof_invalid'),
    ],
    [
      'R31 a number of a country that is not allowed, and the log is told why',
      { phoneNumber: '+33612345678' },
      { ...refusal('phone_not_supported'), detail: 'country_not_allowed' } as Verdict,
    ],
    [
      'R32 a landline, and the log is told why',
      { phoneNumber: '+493012345678' },
      { ...refusal('phone_not_supported'), detail: 'kind_not_allowed' } as Verdict,
    ],
    [
      'R22 a history of its own is told before the number is judged',
      { phoneNumber: '+33612345678', history: 'has_history' },
      refusal('phone_account_has_history'),
    ],
    ['R20 an unreadable auth_time proves nothing', { authTime: new Date('never') }, refusal('proof_invalid')],
  ])('%s', (_sentence, facts, expected) => {
    expect(judgeProof({ ...good, ...facts }, ticket, CLAIM, NOW)).toStrictEqual(expected)
  })

  test('R22 a phone to replace another is linked by the same rules', () => {
    const replacing: Ticket = { ...ticket, intent: 'replace', leaving: ['old'] }
    expect(judgeProof(good, replacing, CLAIM, NOW)).toStrictEqual(link)
    expect(judgeProof({ ...good, ...ofPrimary }, replacing, CLAIM, NOW)).toStrictEqual({
      kind: 'settled',
      outcome: { intent: 'replace', status: 'already_linked' },
    })
  })
})

describe('judgeReauthentication', () => {
  /** A nested email code that proves the primary. Every row changes one fact of it. */
  const good: Proof = {
    subject: PRIMARY,
    nonce: 'n-1',
    authTime: minutesBefore(NOW, 1),
    phoneNumber: undefined,
    phoneVerified: false,
    history: undefined,
    provenBy: 'email',
  }

  test.each<[string, Partial<Proof>, ReturnType<typeof judgeReauthentication>]>([
    ['R10 an email code of the very account proves it', {}, 'proven'],
    ['T02 a linked phone reaches the same account and proves nothing', { provenBy: 'sms' }, 'proof_invalid'],
    ['T02 another connection of the same account proves nothing', { provenBy: 'auth0' }, 'proof_invalid'],
    ['T02 a proof that nobody says the way of proves nothing', { provenBy: undefined }, 'proof_invalid'],
    [
      'T03 another account is not the one that is signed in',
      { subject: userId('email|bob') },
      'reauthentication_failed',
    ],
    [
      'T02 a phone account is told nothing but that it is invalid',
      { subject: userId('sms|new'), provenBy: 'sms', history: 'fresh' },
      'proof_invalid',
    ],
    ['T03 a token of another transaction proves nothing', { nonce: 'n-2' }, 'proof_invalid'],
    [
      'T03 a token of another transaction and another account proves nothing',
      { nonce: 'n-2', subject: userId('email|bob') },
      'proof_invalid',
    ],
    ['T30 auth_time may lie five minutes before the ticket', { authTime: minutesBefore(NOW, 7) }, 'proven'],
    ['R20 an older login proves nothing', { authTime: minutesBefore(NOW, 7 + SECOND) }, 'proof_invalid'],
    ['T30 auth_time may lie five minutes ahead', { authTime: minutesBefore(NOW, -5) }, 'proven'],
    [
      'R20 a login of the future proves nothing',
      { authTime: minutesBefore(NOW, -5 - SECOND) },
      'proof_invalid',
    ],
    ['R20 an unreadable auth_time proves nothing', { authTime: new Date('never') }, 'proof_invalid'],
  ])('%s', (_sentence, facts, expected) => {
    expect(judgeReauthentication({ ...good, ...facts }, ticket, PRIMARY, NOW)).toBe(expected)
  })
})
