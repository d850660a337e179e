import { recordChange } from '../core/audit-record.ts'
import type { AuditRecord, RecordedNumber } from '../core/audit-record.ts'
import type { Effect } from '../core/effects.ts'
import { latestFactorProof, latestPrimaryProof } from '../core/freshness.ts'
import type { Login } from '../core/login.ts'
import type { ChangeKind } from '../core/outcome.ts'
import { lastTwoDigits } from '../core/phone-number.ts'
import type { PhoneNumber } from '../core/phone-number.ts'
import type { World } from '../ports.ts'

/** In the record's place for a proof: nobody was asked, the phone was there. */
const FOUND = 'found'

export type MadeChange = {
  did: ChangeKind
  /** The account's number from now on. */
  number: PhoneNumber | undefined
  /** Numbers that have left the account. */
  gone: readonly PhoneNumber[]
  /** When they left, if not just now. */
  leftAt?: Date
}

/**
 * A phone that came onto the account by other means gets a record as well: by its fingerprint it is known to be
 * somebody's, and may be sent codes to.
 */
export function rememberFound(
  login: Login,
  audit: AuditRecord | undefined,
  { clock, fingerprints }: Pick<World, 'clock' | 'fingerprints'>,
): Effect[] {
  const { phone, phones, pending, client } = login
  if (client !== 'enabled' || !phone || phones.length !== 1 || pending) return []
  const number = recorded(phone, fingerprints)
  if (audit?.number?.fingerprint === number.fingerprint) return []
  const record = recordChange(audit, { did: 'linked', at: clock.now(), by: FOUND, number, gone: [] })
  return [{ kind: 'record_audit', record }]
}

/** What follows from every change: the audit record, the word for those who tell the person, the memory cleared. */
export function recordMadeChange(
  { did, number, gone, leftAt }: MadeChange,
  login: Login,
  audit: AuditRecord | undefined,
  ports: Pick<World, 'clock' | 'fingerprints'>,
): Effect[] {
  const at = ports.clock.now()
  const { methods } = login
  const proof = (login.hasFactor ? latestFactorProof(methods) : undefined) ?? latestPrimaryProof(methods)
  const record = recordChange(audit, {
    did,
    at,
    by: proof?.name ?? 'unknown',
    ...(number && { number: recorded(number, ports.fingerprints) }),
    gone: gone.map((phone) => ports.fingerprints.of(phone)),
    ...(leftAt && { leftAt }),
  })
  const shown = number ?? gone[0]
  return [
    // A record of a linked phone without its number would be no record: the platform hid it.
    ...(number || did === 'removed' ? [{ kind: 'record_audit' as const, record }] : []),
    { kind: 'keep_change', change: { did, at, last2: shown && lastTwoDigits(shown) } },
  ]
}

function recorded(phone: PhoneNumber, fingerprints: World['fingerprints']): RecordedNumber {
  return { fingerprint: fingerprints.of(phone), last2: lastTwoDigits(phone) }
}
