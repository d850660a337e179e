import type { AuditRecord } from '../../../lib/core/audit-record.ts'
import {
  buildAttempts,
  foreignKeys,
  parseAttempts,
  parseAuditRecord,
} from '../../../lib/protocol/app-metadata.ts'

const record: AuditRecord = {
  v: 1,
  did: 'linked',
  at: '2026-03-01T12:00:00.000Z',
  by: 'email',
  number: { fingerprint: 'f-1', last2: '78' },
  former: ['f-0'],
}

describe('the audit record', () => {
  test('R42 comes back as it was written', () => {
    expect(parseAuditRecord(JSON.parse(JSON.stringify(record)))).toEqual(record)
  })

  test('R42 keys that others have added to it are left behind', () => {
    expect(parseAuditRecord({ ...record, note: 'x', number: { ...record.number, plain: '+49' } })).toEqual(
      record,
    )
  })

  test('R42 former entries that are no text are left behind', () => {
    expect(parseAuditRecord({ ...record, former: ['f-0', 7, null, {}] })).toEqual(record)
  })

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['text', 'linked'],
    ['a list', [record]],
    ['another version', { ...record, v: 2 }],
    ['another deed', { ...record, did: 'stolen' }],
    ['no time', { ...record, at: 7 }],
    ['no method', { ...record, by: undefined }],
    ['no number', { ...record, number: null }],
    ['no fingerprint', { ...record, number: { last2: '78' } }],
    ['no last digits', { ...record, number: { fingerprint: 'f-1' } }],
    ['no former numbers', { ...record, former: undefined }],
  ])('R42 a damaged record counts as none: %s', (_name, value) => {
    expect(parseAuditRecord(value)).toBeUndefined()
  })
})

describe('attempts', () => {
  const at = new Date('2026-03-01T12:00:00.999Z')

  test('R33 are kept as seconds and come back', () => {
    expect(buildAttempts([at])).toEqual([1_772_366_400])
    expect(parseAttempts([1_772_366_400])).toEqual([new Date('2026-03-01T12:00:00Z')])
  })

  test.each<[string, unknown, Date[]]>([
    ['nothing', undefined, []],
    ['text', '1772366400', []],
    ['an object', { 0: 1 }, []],
    ['entries that are no numbers', ['1', null, NaN, Infinity, 0], [new Date(0)]],
  ])('R33 damaged by others, what can be read counts: %s', (_name, value, expected) => {
    expect(parseAttempts(value)).toEqual(expected)
  })
})

describe('foreign keys', () => {
  test.each<[string, unknown, string[]]>([
    ['nothing', undefined, []],
    ['no record', ['plan'], []],
    ['only ours', { phone_link: {}, phone_link_attempts: [], phone_link_born: true }, []],
    ['T19 those of others', { phone_link: {}, plan: 'gold', phone: 1 }, ['plan', 'phone']],
  ])('%s', (_name, metadata, expected) => {
    expect(foreignKeys(metadata)).toEqual(expected)
  })
})
