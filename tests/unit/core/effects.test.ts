import type { AccountRecord, Effect } from '../../../lib/core/effects.ts'
import { isAccountRecord } from '../../../lib/core/effects.ts'
import { NO_OFFERS } from '../../../lib/core/policy.ts'

const at = new Date('2026-03-01T12:00:00Z')

const records: AccountRecord[] = [
  { kind: 'record_attempts', attempts: [] },
  { kind: 'record_offers', offers: NO_OFFERS },
  { kind: 'record_pending', pending: { intent: 'add', leaving: [], startedAt: at } },
  { kind: 'drop_pending' },
  { kind: 'record_audit', record: { v: 1, did: 'linked', at: at.toISOString(), by: 'email', former: [] } },
  { kind: 'record_used_tokens', tokens: [] },
]

const others: Effect[] = [
  { kind: 'deny', reason: 'link_failed' },
  { kind: 'record_reauthentication' },
  { kind: 'drop_want' },
  { kind: 'mark_born' },
]

describe('R42 what the account itself is to remember', () => {
  test.each(records.map((record) => [record.kind, record] as const))('is %s', (_kind, record) => {
    expect(isAccountRecord(record)).toBe(true)
  })

  test.each(others.map((effect) => [effect.kind, effect] as const))('is not %s', (_kind, effect) => {
    expect(isAccountRecord(effect)).toBe(false)
  })
})
