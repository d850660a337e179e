import type { ChangeKind } from './outcome.ts'

/** A number as the audit record keeps it: recognisable with the key, unreadable without. */
export type RecordedNumber = { fingerprint: string; last2: string }

/** What `app_metadata.phone_link` holds: what was done last, when, and how the person had proven to be the primary. */
export type AuditRecord = {
  v: 1
  did: ChangeKind
  /** ISO 8601, UTC. */
  at: string
  /** Name of the authentication method that proved the primary, e.g. `email`. */
  by: string
  /** The account's number; absent after a removal. */
  number?: RecordedNumber
  /** Fingerprints of former numbers, newest first. */
  former: string[]
  /** When a number last left the account; ISO 8601, UTC. */
  off?: string
}

const FORMER_KEPT = 5

export type ChangeEntry = {
  did: ChangeKind
  at: Date
  by: string
  /** The account's number from now on. */
  number?: RecordedNumber
  /** Fingerprints of the numbers that have left the account. */
  gone: readonly string[]
  /** When they left, if not just now: sessions that rest on a phone proven before that are turned away. */
  leftAt?: Date
}

/** The record after a change. Numbers that are no longer the account's move to `former`, of which five are kept. */
export function recordChange(previous: AuditRecord | undefined, entry: ChangeEntry): AuditRecord {
  const { did, at, by, number, gone, leftAt = at } = entry
  const earlier = previous
    ? [...(previous.number ? [previous.number.fingerprint] : []), ...previous.former]
    : []
  const former = [...new Set([...gone, ...earlier])]
    .filter((fingerprint) => fingerprint !== number?.fingerprint)
    .slice(0, FORMER_KEPT)
  const hasLeft = did !== 'linked' || gone.length > 0
  const off = hasLeft ? leftAt.toISOString() : previous?.off
  return {
    v: 1,
    did,
    at: at.toISOString(),
    by,
    ...(number && { number }),
    former,
    ...(off !== undefined && { off }),
  }
}
