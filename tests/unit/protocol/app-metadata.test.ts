import { MAX_ATTEMPTS } from '../../../lib/core/attempts.ts'
import type { Attempt } from '../../../lib/core/attempts.ts'
import type { AuditRecord } from '../../../lib/core/audit-record.ts'
import { recordChange } from '../../../lib/core/audit-record.ts'
import type { AccountRecord } from '../../../lib/core/effects.ts'
import type { PendingChange } from '../../../lib/core/pending-change.ts'
import { NO_OFFERS } from '../../../lib/core/policy.ts'
import type { Offers } from '../../../lib/core/policy.ts'
import {
  ATTEMPTS_KEY,
  AUDIT_KEY,
  BORN_KEY,
  OFFERS_KEY,
  PENDING_KEY,
  buildAttempts,
  buildOffers,
  buildPending,
  foreignKeys,
  parseAttempts,
  parseAuditRecord,
  parseOffers,
  buildRecord,
  buildUsedTokens,
  parsePending,
  parseUsedTokens,
} from '../../../lib/protocol/app-metadata.ts'

const NOON = new Date('2026-03-01T12:00:00Z')
const NOON_SECONDS = 1_772_366_400

const number = { number: { fingerprint: 'f-1', last2: '78' } }
const record: AuditRecord = {
  v: 1,
  did: 'linked',
  at: '2026-03-01T12:00:00.000Z',
  by: 'email',
  ...number,
  former: ['f-0'],
  off: '2026-02-01T00:00:00.000Z',
}
const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

describe('the audit record', () => {
  const neverOff: AuditRecord = {
    v: 1,
    did: 'linked',
    at: record.at,
    by: 'email',
    ...number,
    former: ['f-0'],
  }
  const removed: AuditRecord = { v: 1, did: 'removed', at: record.at, by: 'email', former: ['f-1'] }
  test.each<[string, AuditRecord]>([
    ['of a link', record],
    ['of a replacement', { ...record, did: 'replaced' }],
    ['of a removal', removed],
    ['of an account that no number has left', neverOff],
  ])('R42 %s comes back as it was written', (_name, written) => {
    expect(parseAuditRecord(throughJson(written))).toStrictEqual(written)
  })

  test.each<[string, unknown]>([
    ['is no text', 7],
    ['is no time', 'yesterday'],
    ['is empty', ''],
    ['is a list', [record.off]],
    ['is null', null],
  ])('R42 T25 a time that a number left, which %s, is left behind', (_name, off) => {
    expect(parseAuditRecord({ ...record, off })).toStrictEqual(neverOff)
  })

  test('R42 keys that others have added to it are left behind', () => {
    expect(
      parseAuditRecord({ ...record, note: 'x', number: { ...number.number, plain: '+49' } }),
    ).toStrictEqual(record)
  })

  test('R42 former entries that are no text are left behind', () => {
    expect(parseAuditRecord({ ...record, former: ['f-0', 7, null, {}] })).toStrictEqual(record)
  })

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['text', 'linked'],
    ['a list', [record]],
    ['another version', { ...record, v: 2 }],
    ['another deed', { ...record, did: 'stolen' }],
    ['no time', { ...record, at: 7 }],
    ['no method', { ...record, by: undefined }],
    ['no number after a link', { ...record, number: null }],
    ['no number after a replacement', { ...record, did: 'replaced', number: undefined }],
    ['no fingerprint', { ...record, number: { last2: '78' } }],
    ['no last digits', { ...record, number: { fingerprint: 'f-1' } }],
    ['no former numbers', { ...record, former: undefined }],
  ])('R42 a damaged record counts as none: %s', (_name, value) => {
    expect(parseAuditRecord(value)).toBeUndefined()
  })
})

describe('attempts', () => {
  test('R33 are kept as seconds with the marks of their numbers, and come back', () => {
    const attempt = { at: new Date('2026-03-01T12:00:00.999Z'), numbers: ['mark', 'other'] }
    expect(buildAttempts([attempt])).toStrictEqual([[NOON_SECONDS, 'mark', 'other']])
    expect(parseAttempts([[NOON_SECONDS, 'mark', 'other']])).toStrictEqual([{ ...attempt, at: NOON }])
  })

  const unmarked = (at: Date): Attempt => ({ at, numbers: [] })
  test.each<[string, unknown, Attempt[]]>([
    ['nothing', undefined, []],
    ['text', '1772366400', []],
    ['an object', { 0: 1 }, []],
    ['times alone, as they were kept before', [NOON_SECONDS], [unmarked(NOON)]],
    ['a list without a time', [[], ['mark'], [0]], [unmarked(new Date(0))]],
    ['marks that are no texts', [[0, 1, null]], [unmarked(new Date(0))]],
    ['entries that are no numbers', ['1', null, NaN, Infinity, 0], [unmarked(new Date(0))]],
    ['entries beyond all time', [8.64e12 + 1, -8.64e12 - 1, 1e300, 0], [unmarked(new Date(0))]],
    ['the last moment of time', [8.64e12], [unmarked(new Date(8.64e15))]],
  ])('R33 damaged by others, what can be read counts: %s', (_name, value, expected) => {
    expect(parseAttempts(value)).toStrictEqual(expected)
  })
})

describe('a change that was begun', () => {
  const pending: PendingChange = { intent: 'replace', leaving: ['old', 'a|b'], startedAt: NOON }
  const written = buildPending(pending)

  test.each<[string, Partial<PendingChange>]>([
    ['a replacement', {}],
    ['an addition', { intent: 'add', leaving: [] }],
    ['a removal', { intent: 'remove', leaving: ['old'] }],
    ['one that was made and told', { told: true }],
    ['one that was made and is still to be told', { made: true }],
  ])('R24 %s comes back as it was written', (_name, change) => {
    expect(parsePending(throughJson(buildPending({ ...pending, ...change })))).toStrictEqual({
      ...pending,
      ...change,
    })
  })

  test('R24 is written with its version, its time in seconds', () => {
    expect(written).toStrictEqual({ v: 1, intent: 'replace', leaving: ['old', 'a|b'], at: NOON_SECONDS })
    expect(buildPending({ ...pending, told: true })).toStrictEqual({ ...written, told: true })
  })

  test.each([false, 'true', 1, null, {}])('R24 only true is told, or made: %j is not', (value) => {
    expect(parsePending({ ...written, told: value, made: value })).toStrictEqual(pending)
  })

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['null, as removed metadata may be', null],
    ['text', JSON.stringify(written)],
    ['a list', [written]],
    ['another version', { ...written, v: 2 }],
    ['no version', { ...written, v: undefined }],
    ['an intent that does not exist', { ...written, intent: 'steal' }],
    ['an intent from the prototype', { ...written, intent: 'constructor' }],
    ['nothing that is to leave', { ...written, leaving: undefined }],
    ['one id in place of a list', { ...written, leaving: 'old' }],
    ['an id that is no text', { ...written, leaving: ['old', 7] }],
    ['no time', { ...written, at: undefined }],
    ['a time that is text', { ...written, at: '2026-03-01' }],
    ['a time beyond all time', { ...written, at: 8.64e12 + 1 }],
    ['a time that is no number', { ...written, at: NaN }],
  ])('R24 damaged, it counts as none: %s', (_name, value) => {
    expect(parsePending(value)).toBeUndefined()
  })
})

describe('used tokens', () => {
  const tokens = [{ at: NOON, mark: 'm-1' }]

  test('T04 come back as they were written', () => {
    expect(parseUsedTokens(throughJson(buildUsedTokens(tokens)))).toStrictEqual(tokens)
    expect(buildUsedTokens(tokens)).toStrictEqual([[NOON_SECONDS, 'm-1']])
  })

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['text', 'm-1'],
    ['a bare time', [NOON_SECONDS]],
    ['no time', [[null, 'm-1']]],
    ['no mark', [[NOON_SECONDS]]],
    ['a mark that is no text', [[NOON_SECONDS, 7]]],
  ])('T04 damaged, they count as none: %s', (_name, value) => {
    expect(parseUsedTokens(value)).toStrictEqual([])
  })

  test('T04 one that is damaged takes no other with it', () => {
    expect(parseUsedTokens([[null], ...buildUsedTokens(tokens)])).toStrictEqual(tokens)
  })
})

describe('records as keys and values', () => {
  const audit = recordChange(undefined, { did: 'removed', at: NOON, by: 'email', gone: [] })
  test.each<[AccountRecord, string, unknown]>([
    [{ kind: 'record_attempts', attempts: [] }, 'phone_link_attempts', []],
    [
      { kind: 'record_offers', offers: { times: 2, lastAt: NOON } },
      'phone_link_offers',
      { times: 2, at: NOON_SECONDS },
    ],
    [
      { kind: 'record_pending', pending: { intent: 'add', leaving: [], startedAt: NOON } },
      'phone_link_pending',
      { v: 1, intent: 'add', leaving: [], at: NOON_SECONDS },
    ],
    [{ kind: 'drop_pending' }, 'phone_link_pending', null],
    [{ kind: 'record_audit', record: audit }, 'phone_link', audit],
    [{ kind: 'record_used_tokens', tokens: [] }, 'phone_link_tokens', []],
  ])('%j', (record, key, value) => {
    expect(buildRecord(record)).toStrictEqual([key, value])
  })
})

describe('offers', () => {
  test.each<[string, Offers, Record<string, unknown>]>([
    ['none made', NO_OFFERS, { times: 0 }],
    ['some made', { times: 2, lastAt: NOON }, { times: 2, at: NOON_SECONDS }],
  ])('%s come back as they were written', (_name, offers, written) => {
    expect(buildOffers(offers)).toStrictEqual(written)
    expect(parseOffers(throughJson(written))).toStrictEqual(offers)
  })

  test.each<[string, unknown, Offers]>([
    ['nothing', undefined, NO_OFFERS],
    ['a number', 2, NO_OFFERS],
    ['a list', [2], NO_OFFERS],
    ['a count that is text', { times: '2', at: NOON_SECONDS }, NO_OFFERS],
    ['a time that is text', { times: 2, at: '2026-03-01' }, { times: 2, lastAt: undefined }],
    ['a time beyond all time', { times: 2, at: 1e300 }, { times: 2, lastAt: undefined }],
    ['a time that is not finite', { times: 2, at: Infinity }, { times: 2, lastAt: undefined }],
  ])('damaged by others, what can be read counts: %s', (_name, value, expected) => {
    expect(parseOffers(value)).toStrictEqual(expected)
  })
})

describe('foreign keys', () => {
  const ours = {
    [AUDIT_KEY]: {},
    [ATTEMPTS_KEY]: [],
    [PENDING_KEY]: {},
    [OFFERS_KEY]: {},
    [BORN_KEY]: true,
  }
  test.each<[string, unknown, string[]]>([
    ['nothing', undefined, []],
    ['no record', ['plan'], []],
    ['only ours', ours, []],
    ['T19 those of others', { ...ours, plan: 'gold', phone: 1 }, ['plan', 'phone']],
    ['T19 one that only begins like ours', { phone_link_x: 1 }, ['phone_link_x']],
  ])('%s', (_name, metadata, expected) => {
    expect(foreignKeys(metadata)).toStrictEqual(expected)
  })
})

test('R42 all that is ours stays within 1 kB at its largest', () => {
  const fingerprint = (n: number) => String(n).padStart(22, 'x')
  const fullest = [1, 2, 3, 4, 5, 6].reduce<AuditRecord | undefined>(
    (previous, n) =>
      recordChange(previous, {
        did: 'replaced',
        at: NOON,
        by: 'federated',
        number: { fingerprint: fingerprint(n), last2: '78' },
        gone: [],
      }),
    undefined,
  )
  const metadata = {
    [AUDIT_KEY]: fullest,
    [ATTEMPTS_KEY]: buildAttempts(
      Array.from({ length: MAX_ATTEMPTS }, () => ({ at: NOON, numbers: ['0123456789a'] })),
    ),
    [PENDING_KEY]: buildPending({
      intent: 'replace',
      leaving: [1, 2, 3].map((n) => String(n).repeat(24)),
      startedAt: NOON,
      told: true,
    }),
    [OFFERS_KEY]: buildOffers({ times: 9999, lastAt: NOON }),
    [BORN_KEY]: true,
  }
  expect(fullest?.former).toHaveLength(5)
  expect(Buffer.byteLength(JSON.stringify(metadata))).toBeLessThanOrEqual(1024)
})
