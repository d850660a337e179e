import { judgeHistory } from '../../../lib/core/account-history.ts'
import type { InnerAccount } from '../../../lib/core/account-history.ts'
import { recordLink } from '../../../lib/core/audit-record.ts'
import type { AuditRecord } from '../../../lib/core/audit-record.ts'
import { announce } from '../../../lib/core/effects.ts'
import { decideSignUp } from '../../../lib/core/gate.ts'
import { lastTwoDigits, parsePhoneNumber } from '../../../lib/core/phone-number.ts'
import { REASONS, describeReason } from '../../../lib/core/refusals.ts'
import type { Reason } from '../../../lib/core/refusals.ts'
import { isTicketExpired } from '../../../lib/core/ticket.ts'
import { isSmsAccount, parseUserId, splitUserId } from '../../../lib/core/user-id.ts'
import { minutesBefore, phoneNumber, userId } from '../../support/values.ts'

const NOW = new Date('2026-03-01T12:00:00Z')

describe('judgeHistory', () => {
  const born: InnerAccount = {
    identityCount: 1,
    foreignMetadataKeys: [],
    bornInInnerLogin: true,
    loginsCount: 1,
    createdAt: minutesBefore(NOW, 1),
  }
  test.each<[string, Partial<InnerAccount>, string]>([
    ['an account born in this inner login is fresh', {}, 'fresh'],
    ['R24 one left over by a crash is still fresh', { loginsCount: 7 }, 'fresh'],
    ['one without the mark is fresh at its first login', { bornInInnerLogin: false }, 'fresh'],
    [
      'R24 one left over by a crash long ago is still fresh',
      { loginsCount: 7, createdAt: minutesBefore(NOW, 9999) },
      'fresh',
    ],
    [
      'one without the mark made ten minutes ago is fresh',
      { bornInInnerLogin: false, createdAt: minutesBefore(NOW, 10) },
      'fresh',
    ],
    [
      'one that an admin made earlier is not',
      { bornInInnerLogin: false, createdAt: minutesBefore(NOW, 10 + 1 / 60) },
      'has_history',
    ],
    [
      'one of an unknown age is not',
      { bornInInnerLogin: false, createdAt: new Date('never') },
      'has_history',
    ],
    [
      'one without the mark that has logged in before is not',
      { bornInInnerLogin: false, loginsCount: 2 },
      'has_history',
    ],
    ['one with another identity is not', { identityCount: 2 }, 'has_history'],
    ['one with metadata of others is not', { foreignMetadataKeys: ['plan'] }, 'has_history'],
  ])('%s', (_name, change, expected) => {
    expect(judgeHistory({ ...born, ...change }, NOW)).toBe(expected)
  })
})

describe('decideSignUp', () => {
  test.each([
    ['R34 the companion may create a phone account', 'companion', 'sms', 'companion', { kind: 'admit' }],
    ['T09 an app may not', 'app', 'sms', 'companion', { kind: 'deny', reason: 'sms_only_account' }],
    ['T09 no client may not', undefined, 'sms', 'companion', { kind: 'deny', reason: 'sms_only_account' }],
    [
      'an unset companion equals no client',
      undefined,
      'sms',
      undefined,
      { kind: 'deny', reason: 'sms_only_account' },
    ],
    ['other connections are not ours to judge', 'app', 'email', 'companion', { kind: 'not_ours' }],
  ])('%s', (_name, clientId, connection, companion, expected) => {
    expect(decideSignUp({ clientId, connection }, companion)).toEqual(expected)
  })
})

describe('isTicketExpired', () => {
  test.each([
    ['R23 a ticket of ten minutes is good', 10, false],
    ['R23 a ticket older than ten minutes is not', 10 + 1 / 60, true],
    ['T30 a ticket five minutes in the future is good', -5, false],
    ['T30 a ticket further in the future is not', -5 - 1 / 60, true],
  ])('%s', (_name, age, expected) => {
    const ticket = { intent: 'add' as const, verifier: 'v', nonce: 'n', startedAt: minutesBefore(NOW, age) }
    expect(isTicketExpired(ticket, NOW)).toBe(expected)
  })
})

describe('user ids', () => {
  test.each([
    ['sms|abc', 'sms', 'abc'],
    ['oidc|tenant|abc', 'oidc', 'tenant|abc'],
    ['sms||', 'sms', '|'],
    ['samlp|Zoë 🦊\nx', 'samlp', 'Zoë 🦊\nx'],
    [`email|${'x'.repeat(122)}`, 'email', 'x'.repeat(122)],
  ])('T24 %j splits at its first pipe', (text, provider, id) => {
    expect(splitUserId(userId(text))).toEqual({ provider, id })
  })

  test.each([undefined, null, 7, '', 'abc', '|abc', 'sms|'])('%j is no user id', (value) => {
    expect(parseUserId(value)).toBeUndefined()
  })

  test.each([
    ['sms|abc', true],
    ['email|sms|abc', false],
    ['smsx|abc', false],
    ['sms', false],
    ['SMS|abc', false],
  ])('%s is an SMS account: %s', (id, expected) => {
    expect(isSmsAccount(id)).toBe(expected)
  })
})

describe('phone numbers', () => {
  test.each(['+4915112345678', '+12025550143', '+1234567', '+123456789012345'])('R30 %s is taken', (text) => {
    expect(parsePhoneNumber(text)).toBe(text)
  })

  test.each([
    ['a national number', '015112345678'],
    ['an international prefix', '004915112345678'],
    ['a country code that starts with 0', '+0915112345678'],
    ['a space', '+49 15112345678'],
    ['a trailing line', '+4915112345678\n'],
    ['a right-to-left mark', '\u200f+4915112345678'],
    ['Arabic-Indic digits', '+٤٩١٥١١٢٣٤٥٦٧٨'],
    ['an extension', '+4915112345678;ext=1'],
    ['too few digits', '+123456'],
    ['too many digits', '+1234567890123456'],
    ['nothing', ''],
    ['no text', 4915112345678],
    ['a list', ['+4915112345678']],
  ])('R30 %s is not taken', (_name, value) => {
    expect(parsePhoneNumber(value)).toBeUndefined()
  })

  test('R42 two digits are kept', () => {
    expect(lastTwoDigits(phoneNumber('+4915112345607'))).toBe('07')
  })
})

describe('recordLink', () => {
  const entry = { at: NOW, by: 'email', number: { fingerprint: 'f-new', last2: '78' } }
  const before = (fingerprint: string, former: string[]): AuditRecord => ({
    v: 1,
    did: 'linked',
    at: '2026-01-01T00:00:00.000Z',
    by: 'email',
    number: { fingerprint, last2: '00' },
    former,
  })

  test('R42 the first record says what, when, how, and which number', () => {
    expect(recordLink(undefined, entry)).toEqual({
      v: 1,
      did: 'linked',
      at: '2026-03-01T12:00:00.000Z',
      by: 'email',
      number: { fingerprint: 'f-new', last2: '78' },
      former: [],
    })
  })

  test('R42 former numbers are kept, newest first, five of them', () => {
    const record = recordLink(before('f-5', ['f-4', 'f-3', 'f-2', 'f-1', 'f-0']), entry)
    expect(record.former).toEqual(['f-5', 'f-4', 'f-3', 'f-2', 'f-1'])
  })

  test('R42 a number that comes back is not its own former number', () => {
    expect(recordLink(before('f-old', ['f-new', 'f-old']), entry).former).toEqual(['f-old'])
  })

  test('R42 the fullest record stays within 1 kB', () => {
    const fingerprint = (n: number) => String(n).padStart(22, 'x')
    const record = recordLink(before(fingerprint(1), [2, 3, 4, 5, 6].map(fingerprint)), entry)
    expect(JSON.stringify(record).length).toBeLessThan(1024)
  })
})

describe('what is said', () => {
  test.each(Object.keys(REASONS) as Reason[])(
    'R44 the sentence of %s holds no data and no jargon',
    (reason) => {
      expect(REASONS[reason]).toMatch(/^[A-Z][A-Za-z ,.]+\.$/)
      expect(describeReason(reason)).toBe(`${reason}: ${REASONS[reason]}`)
    },
  )

  test('R45 a refusal is told with its reason, and logged with its detail', () => {
    const outcome = { intent: 'add', status: 'refused', reason: 'link_failed' } as const
    expect(announce(outcome, 'link_timeout')).toEqual([
      { kind: 'tell_outcome', outcome },
      {
        kind: 'log',
        entry: { decision: 'refused', intent: 'add', reason: 'link_failed', detail: 'link_timeout' },
      },
    ])
  })

  test('R45 a success is told without a reason', () => {
    const outcome = { intent: 'add', status: 'linked' } as const
    expect(announce(outcome)).toEqual([
      { kind: 'tell_outcome', outcome },
      { kind: 'log', entry: { decision: 'linked', intent: 'add' } },
    ])
  })
})
