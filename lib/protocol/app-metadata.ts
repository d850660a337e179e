import type { Attempt } from '../core/attempts.ts'
import type { AuditRecord, RecordedNumber } from '../core/audit-record.ts'
import type { AccountRecord } from '../core/effects.ts'
import type { UsedToken } from '../core/link-token.ts'
import { CHANGE_KINDS, INTENTS } from '../core/outcome.ts'
import type { PendingChange } from '../core/pending-change.ts'
import { NO_OFFERS } from '../core/policy.ts'
import type { Offers } from '../core/policy.ts'
import { isRecord, oneOf, parseTexts } from './unknown-json.ts'

/** Our keys in `app_metadata`; no other is ever written. Together they stay within 1 kB. */
export const AUDIT_KEY = 'phone_link'
export const ATTEMPTS_KEY = 'phone_link_attempts'
/** A change that was begun: what the next login completes if this one cannot. */
export const PENDING_KEY = 'phone_link_pending'
export const OFFERS_KEY = 'phone_link_offers'
/** ID tokens that a phone was to be added with. */
export const TOKENS_KEY = 'phone_link_tokens'
/** On an `sms` user: that it came into being in an inner login. */
export const BORN_KEY = 'phone_link_born'

const OUR_KEYS: readonly string[] = [AUDIT_KEY, ATTEMPTS_KEY, PENDING_KEY, OFFERS_KEY, TOKENS_KEY, BORN_KEY]

/** The keys that others wrote. */
export function foreignKeys(metadata: unknown): string[] {
  return isRecord(metadata) ? Object.keys(metadata).filter((key) => !OUR_KEYS.includes(key)) : []
}

/** The audit record, or undefined if there is none or somebody has damaged it. */
export function parseAuditRecord(value: unknown): AuditRecord | undefined {
  if (!isRecord(value) || value.v !== 1) return undefined
  const { at, by, former, off } = value
  const did = oneOf(CHANGE_KINDS, value.did)
  const number = parseRecordedNumber(value.number)
  if (!did || typeof at !== 'string' || typeof by !== 'string' || !Array.isArray(former)) return undefined
  if (!number && did !== 'removed') return undefined
  return {
    v: 1,
    did,
    at,
    by,
    ...(number && { number }),
    former: former.filter((entry: unknown) => typeof entry === 'string'),
    ...(typeof off === 'string' && !Number.isNaN(Date.parse(off)) && { off }),
  }
}

function parseRecordedNumber(value: unknown): RecordedNumber | undefined {
  if (!isRecord(value)) return undefined
  const { fingerprint, last2 } = value
  return typeof fingerprint === 'string' && typeof last2 === 'string' ? { fingerprint, last2 } : undefined
}

/** An attempt is kept as its time, in seconds since the epoch, and the numbers that it was about. */
export function buildAttempts(attempts: readonly Attempt[]): unknown[] {
  return attempts.map(({ at, numbers }) => [toSeconds(at), ...numbers])
}

export function parseAttempts(value: unknown): Attempt[] {
  if (!Array.isArray(value)) return []
  return value.map(parseAttempt).filter((attempt) => attempt !== undefined)
}

function parseAttempt(value: unknown): Attempt | undefined {
  // A bare time is how attempts were kept before numbers were counted.
  const [seconds, ...numbers] = Array.isArray(value) ? (value as unknown[]) : [value]
  const at = fromSeconds(seconds)
  return at && { at, numbers: parseTexts(numbers) ?? [] }
}

export function buildPending(pending: PendingChange): Record<string, unknown> {
  const { intent, leaving, startedAt, told, made } = pending
  return { v: 1, intent, leaving, at: toSeconds(startedAt), ...(told && { told }), ...(made && { made }) }
}

export function parsePending(value: unknown): PendingChange | undefined {
  if (!isRecord(value) || value.v !== 1) return undefined
  const intent = oneOf(INTENTS, value.intent)
  const leaving = parseTexts(value.leaving)
  const startedAt = fromSeconds(value.at)
  if (!intent || !leaving || !startedAt) return undefined
  return {
    intent,
    leaving,
    startedAt,
    ...(value.told === true && { told: true }),
    ...(value.made === true && { made: true }),
  }
}

export function buildOffers({ times, lastAt }: Offers): Record<string, unknown> {
  return { times, ...(lastAt && { at: toSeconds(lastAt) }) }
}

export function parseOffers(value: unknown): Offers {
  if (!isRecord(value) || typeof value.times !== 'number') return NO_OFFERS
  return { times: value.times, lastAt: fromSeconds(value.at) }
}

/** A used token is kept as its time and its mark. */
export function buildUsedTokens(tokens: readonly UsedToken[]): unknown[] {
  return tokens.map(({ at, mark }) => [toSeconds(at), mark])
}

export function parseUsedTokens(value: unknown): UsedToken[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((entry: unknown) => {
    const [seconds, mark] = Array.isArray(entry) ? (entry as unknown[]) : []
    const at = fromSeconds(seconds)
    return at && typeof mark === 'string' ? [{ at, mark }] : []
  })
}

/** A record as a key of `app_metadata` and its value; `null` takes the key away. */
export function buildRecord(record: AccountRecord): [key: string, value: unknown] {
  switch (record.kind) {
    case 'record_attempts':
      return [ATTEMPTS_KEY, buildAttempts(record.attempts)]
    case 'record_offers':
      return [OFFERS_KEY, buildOffers(record.offers)]
    case 'record_pending':
      return [PENDING_KEY, buildPending(record.pending)]
    case 'drop_pending':
      return [PENDING_KEY, null]
    case 'record_audit':
      return [AUDIT_KEY, record.record]
    case 'record_used_tokens':
      return [TOKENS_KEY, buildUsedTokens(record.tokens)]
  }
}

function toSeconds(at: Date): number {
  return Math.floor(at.getTime() / 1000)
}

function fromSeconds(seconds: unknown): Date | undefined {
  const at = typeof seconds === 'number' ? new Date(seconds * 1000) : undefined
  return at && !Number.isNaN(at.getTime()) ? at : undefined
}
