import { judgeHistory } from '../../../lib/core/account-history.ts'
import type { InnerAccount } from '../../../lib/core/account-history.ts'
import { recordChange } from '../../../lib/core/audit-record.ts'
import type { AuditRecord, ChangeEntry } from '../../../lib/core/audit-record.ts'
import { maskNumber } from '../../../lib/core/change.ts'
import {
  PROOF_LIFETIME_MS,
  isFresh,
  latestPrimaryProof,
  restsOnFormerPhone,
  restsOnPhoneAlone,
} from '../../../lib/core/freshness.ts'
import { decideSignUp } from '../../../lib/core/gate.ts'
import { lastTwoDigits, parsePhoneNumber } from '../../../lib/core/phone-number.ts'
import { TICKET_LIFETIME_MS, isTicketExpired } from '../../../lib/core/ticket.ts'
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
    ['R22 an account born in this inner login is fresh', {}, 'fresh'],
    ['R24 one left over by a crash is still fresh', { loginsCount: 7 }, 'fresh'],
    ['R22 one without the mark is fresh at its first login', { bornInInnerLogin: false }, 'fresh'],
    [
      'R24 one left over by a crash long ago is still fresh',
      { loginsCount: 7, createdAt: minutesBefore(NOW, 9999) },
      'fresh',
    ],
    [
      'R22 one without the mark made ten minutes ago is fresh',
      { bornInInnerLogin: false, createdAt: minutesBefore(NOW, 10) },
      'fresh',
    ],
    [
      'R22 one that an admin made earlier is not',
      { bornInInnerLogin: false, createdAt: minutesBefore(NOW, 10 + 1 / 60) },
      'has_history',
    ],
    [
      'R22 one of an unknown age is not',
      { bornInInnerLogin: false, createdAt: new Date('never') },
      'has_history',
    ],
    [
      'R22 one without the mark that has logged in before is not',
      { bornInInnerLogin: false, loginsCount: 2 },
      'has_history',
    ],
    ['R22 one with another identity is not', { identityCount: 2 }, 'has_history'],
    ['R22 one with metadata of others is not', { foreignMetadataKeys: ['plan'] }, 'has_history'],
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
      'T09 an unset companion equals no client',
      undefined,
      'sms',
      undefined,
      { kind: 'deny', reason: 'sms_only_account' },
    ],
    ['R13 other connections are not ours to judge', 'app', 'email', 'companion', { kind: 'not_ours' }],
    [
      'R10 a mistyped address, when the email is proven again, makes no account',
      'companion',
      'email',
      'companion',
      { kind: 'deny', reason: 'connection_not_allowed' },
    ],
    [
      'T02 the companion makes no account by any other connection',
      'companion',
      'Username-Password-Authentication',
      'companion',
      { kind: 'deny', reason: 'connection_not_allowed' },
    ],
    ['R13 an unset companion denies no email sign-up', undefined, 'email', undefined, { kind: 'not_ours' }],
  ])('%s', (_name, clientId, connection, companion, expected) => {
    expect(decideSignUp({ clientId, connection, linking: undefined }, companion)).toStrictEqual(expected)
  })

  test.each([
    ['T09 an ID token that holds lets an app make a phone account', 'sms', 'proven', { kind: 'admit' }],
    [
      'T09 one that does not hold makes none',
      'sms',
      'step_up_required',
      { kind: 'deny', reason: 'step_up_required' },
    ],
    ['R13 it makes no other account', 'email', 'proven', { kind: 'not_ours' }],
  ] as const)('%s', (_name, connection, linking, expected) => {
    expect(decideSignUp({ clientId: 'app', connection, linking }, 'companion')).toStrictEqual(expected)
  })
})

describe('isTicketExpired', () => {
  const ticket = { intent: 'add', because: 'asked', leaving: [], verifier: 'v', nonce: 'n' } as const
  test.each([
    ['R23 a ticket of ten minutes is good', 10, false],
    ['R23 a ticket older than ten minutes is not', 10 + 1 / 60, true],
    ['T30 a ticket five minutes in the future is good', -5, false],
    ['T30 a ticket further in the future is not', -5 - 1 / 60, true],
  ])('%s', (_name, age, expected) => {
    expect(isTicketExpired({ ...ticket, startedAt: minutesBefore(NOW, age) }, NOW)).toBe(expected)
  })

  test('R23 a ticket lives as long as it is said to', () => {
    const age = (ms: number) => ({ ...ticket, startedAt: new Date(NOW.getTime() - ms) })
    expect(isTicketExpired(age(TICKET_LIFETIME_MS), NOW)).toBe(false)
    expect(isTicketExpired(age(TICKET_LIFETIME_MS + 1), NOW)).toBe(true)
  })

  test('R23 a ticket of no readable time is not good', () => {
    expect(isTicketExpired({ ...ticket, startedAt: new Date('never') }, NOW)).toBe(true)
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
    expect(splitUserId(userId(text))).toStrictEqual({ provider, id })
  })

  test.each([undefined, null, 7, '', 'abc', '|abc', 'sms|', '|sms|abc'])('T24 %j is no user id', (value) => {
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

describe('a number on a page or in an email', () => {
  test.each([
    ['R40 shows its last two digits', '07', '••••••07'],
    ['R40 shows none that are not known', undefined, '••••••'],
  ])('%s', (_name, last2, expected) => {
    expect(maskNumber(last2)).toBe(expected)
  })
})

test('R42 of two proofs of the same moment, the first is the one that counts', () => {
  const at = minutesBefore(NOW, 1)
  const methods = [
    { name: 'email', at },
    { name: 'pwd', at },
  ]
  expect(latestPrimaryProof(methods)).toStrictEqual({ name: 'email', at })
})

test('R10 a proof lives as long as it is said to', () => {
  expect(isFresh(new Date(NOW.getTime() - PROOF_LIFETIME_MS), NOW)).toBe(true)
  expect(isFresh(new Date(NOW.getTime() - PROOF_LIFETIME_MS - 1), NOW)).toBe(false)
})

describe('what a session rests on', () => {
  const off = minutesBefore(NOW, 60)
  const at = (name: string, minutesAgo: number) => ({ name, at: minutesBefore(NOW, minutesAgo) })
  test.each<[string, ReturnType<typeof at>[], boolean, boolean]>([
    ['T25 a code to a phone, before it left', [at('sms', 61)], true, true],
    ['T25 a code to a phone, the moment it left', [at('sms', 60)], false, true],
    ['T25 a code to a phone, after it left', [at('sms', 59)], false, true],
    ['T25 codes before and after it left', [at('sms', 61), at('sms', 59)], false, true],
    ['T25 two codes before it left', [at('sms', 61), at('sms', 99)], true, true],
    ['T25 an email code alone', [at('email', 61)], false, false],
    ['T25 an email code beside one to a phone', [at('email', 99), at('sms', 61)], false, false],
    ['T25 a second factor beside a code to a phone', [at('sms', 61), at('mfa', 61)], false, false],
    ['T25 nothing', [], false, false],
    ['T25 a code to a phone of no readable time', [{ name: 'sms', at: new Date('never') }], true, true],
    [
      'T25 a code of no readable time beside one since it left',
      [{ name: 'sms', at: new Date('never') }, at('sms', 59)],
      false,
      true,
    ],
    ['T25 an email code of no readable time', [{ name: 'email', at: new Date('never') }], false, false],
  ])('%s', (_name, methods, onFormer, onPhone) => {
    expect(restsOnFormerPhone(methods, off)).toBe(onFormer)
    expect(restsOnPhoneAlone(methods)).toBe(onPhone)
  })
})

describe('recordChange', () => {
  const entry: ChangeEntry = {
    did: 'linked',
    at: NOW,
    by: 'email',
    number: { fingerprint: 'f-new', last2: '78' },
    gone: [],
  }
  const before = (fingerprint: string | undefined, former: string[], off?: string): AuditRecord => ({
    v: 1,
    did: fingerprint === undefined ? 'removed' : 'linked',
    at: '2026-01-01T00:00:00.000Z',
    by: 'pwd',
    ...(fingerprint !== undefined && { number: { fingerprint, last2: '00' } }),
    former,
    ...(off !== undefined && { off }),
  })
  const removal: ChangeEntry = { did: 'removed', at: NOW, by: 'email', gone: ['f-old'] }
  const now = '2026-03-01T12:00:00.000Z'

  test('R42 the first record says what, when, how, and which number', () => {
    expect(recordChange(undefined, entry)).toStrictEqual({
      v: 1,
      did: 'linked',
      at: now,
      by: 'email',
      number: { fingerprint: 'f-new', last2: '78' },
      former: [],
    })
  })

  test('R42 a replacement says which number went, and when', () => {
    expect(recordChange(before('f-old', []), { ...entry, did: 'replaced', gone: ['f-old'] })).toStrictEqual({
      v: 1,
      did: 'replaced',
      at: now,
      by: 'email',
      number: { fingerprint: 'f-new', last2: '78' },
      former: ['f-old'],
      off: now,
    })
  })

  test('R42 a removal leaves no number, and says which went, and when', () => {
    expect(recordChange(before('f-old', []), removal)).toStrictEqual({
      v: 1,
      did: 'removed',
      at: now,
      by: 'email',
      former: ['f-old'],
      off: now,
    })
  })

  test.each<[string, AuditRecord | undefined, ChangeEntry, string[]]>([
    [
      'newest first, five of them',
      before('f-5', ['f-4', 'f-3', 'f-2', 'f-1', 'f-0']),
      entry,
      ['f-5', 'f-4', 'f-3', 'f-2', 'f-1'],
    ],
    [
      'five in all, the one that goes now among them',
      before('f-5', ['f-4', 'f-3', 'f-2', 'f-1', 'f-0']),
      { ...removal, gone: ['f-5'] },
      ['f-5', 'f-4', 'f-3', 'f-2', 'f-1'],
    ],
    ['four stay four', before(undefined, ['f-4', 'f-3', 'f-2', 'f-1']), entry, ['f-4', 'f-3', 'f-2', 'f-1']],
    ['without one that came back', before('f-old', ['f-new', 'f-old']), entry, ['f-old']],
    ['each once', before('f-old', ['f-1']), { ...removal, gone: ['f-old', 'f-old'] }, ['f-old', 'f-1']],
    ['with one that no record knew of', undefined, removal, ['f-old']],
    ['with several that went at once', undefined, { ...removal, gone: ['f-a', 'f-b'] }, ['f-a', 'f-b']],
    [
      'with the recorded one, when it is not known which went',
      before('f-old', []),
      { ...removal, gone: [] },
      ['f-old'],
    ],
  ])('R42 former numbers are kept: %s', (_name, previous, change, former) => {
    expect(recordChange(previous, change).former).toStrictEqual(former)
  })

  test('R42 when it was recorded does not depend on when the number left', () => {
    expect(recordChange(undefined, { ...removal, leftAt: minutesBefore(NOW, 5) }).at).toBe(now)
  })

  test.each<[string, AuditRecord | undefined, ChangeEntry, string | undefined]>([
    ['never, as long as only numbers came', undefined, entry, undefined],
    [
      'still then, when a number comes later',
      before(undefined, ['f-1'], '2026-02-01T00:00:00.000Z'),
      entry,
      '2026-02-01T00:00:00.000Z',
    ],
    [
      'now, when a number is replaced',
      before('f-old', [], '2026-02-01T00:00:00.000Z'),
      { ...entry, did: 'replaced' },
      now,
    ],
    ['now, when a number is removed', before('f-old', [], '2026-02-01T00:00:00.000Z'), removal, now],
    ['now, when one comes and a second one goes', undefined, { ...entry, gone: ['f-second'] }, now],
    [
      'now, when one comes, a second one goes, and others went before',
      before('f-old', [], '2026-02-01T00:00:00.000Z'),
      { ...entry, gone: ['f-second'] },
      now,
    ],
    [
      'then, when it is said that a replaced one went earlier',
      before('f-old', [], '2026-02-01T00:00:00.000Z'),
      { ...entry, did: 'replaced', leftAt: minutesBefore(NOW, 5) },
      '2026-03-01T11:55:00.000Z',
    ],
    [
      'then, when it is said that a removed one went earlier',
      undefined,
      { ...removal, leftAt: minutesBefore(NOW, 5) },
      '2026-03-01T11:55:00.000Z',
    ],
    [
      'never, when it is said when, but only a number came',
      undefined,
      { ...entry, leftAt: minutesBefore(NOW, 5) },
      undefined,
    ],
  ])('T25 when a number last left: %s', (_name, previous, change, off) => {
    expect(recordChange(previous, change).off).toBe(off)
  })
})
