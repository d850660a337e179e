/** A number as the audit record keeps it: recognisable with the key, unreadable without. */
export type RecordedNumber = { fingerprint: string; last2: string }

/** What `app_metadata.phone_link` holds: what was done last, when, and how the person had proven to be the primary. */
export type AuditRecord = {
  v: 1
  did: 'linked'
  /** ISO 8601, UTC. */
  at: string
  /** Name of the authentication method that proved the primary, e.g. `email`. */
  by: string
  number: RecordedNumber
  /** Fingerprints of former numbers, newest first. */
  former: string[]
}

const FORMER_KEPT = 5

export type LinkedEntry = { at: Date; by: string; number: RecordedNumber }

/** The record after a link. A number that an earlier record names moves to `former`, of which five are kept. */
export function recordLink(previous: AuditRecord | undefined, entry: LinkedEntry): AuditRecord {
  const earlier = previous ? [previous.number.fingerprint, ...previous.former] : []
  const former = [...new Set(earlier)]
    .filter((fingerprint) => fingerprint !== entry.number.fingerprint)
    .slice(0, FORMER_KEPT)
  return {
    v: 1,
    did: 'linked',
    at: entry.at.toISOString(),
    by: entry.by,
    number: entry.number,
    former,
  }
}
