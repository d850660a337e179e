import type { AuditRecord } from '../core/audit-record.ts'
import { isRecord } from './unknown-json.ts'

/** Our keys in `app_metadata`; no other is ever written. */
export const AUDIT_KEY = 'phone_link'
export const ATTEMPTS_KEY = 'phone_link_attempts'
/** On an `sms` user: that it came into being in an inner login. */
export const BORN_KEY = 'phone_link_born'

const OUR_KEYS: readonly string[] = [AUDIT_KEY, ATTEMPTS_KEY, BORN_KEY]

/** The keys that others wrote. */
export function foreignKeys(metadata: unknown): string[] {
  return isRecord(metadata) ? Object.keys(metadata).filter((key) => !OUR_KEYS.includes(key)) : []
}

/** The audit record, or undefined if there is none or somebody has damaged it. */
export function parseAuditRecord(value: unknown): AuditRecord | undefined {
  if (!isRecord(value) || value.v !== 1 || value.did !== 'linked') return undefined
  const { at, by, number, former } = value
  if (typeof at !== 'string' || typeof by !== 'string' || !isRecord(number)) return undefined
  const { fingerprint, last2 } = number
  if (typeof fingerprint !== 'string' || typeof last2 !== 'string' || !Array.isArray(former)) return undefined
  return {
    v: 1,
    did: 'linked',
    at,
    by,
    number: { fingerprint, last2 },
    former: former.filter((entry: unknown) => typeof entry === 'string'),
  }
}

/** Attempt times are kept as seconds since the epoch. */
export function buildAttempts(attempts: readonly Date[]): number[] {
  return attempts.map((at) => Math.floor(at.getTime() / 1000))
}

export function parseAttempts(value: unknown): Date[] {
  if (!Array.isArray(value)) return []
  return value
    .filter((seconds: unknown) => typeof seconds === 'number' && Number.isFinite(seconds))
    .map((seconds: number) => new Date(seconds * 1000))
}
