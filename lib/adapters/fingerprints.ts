import { createHmac } from 'node:crypto'

import type { Fingerprints, TicketSeals, TokenMarks } from '../ports.ts'
import { buildCorrelationId } from '../protocol/correlation-id.ts'
import { signedPart } from '../protocol/otp-grant.ts'

const KEPT_BYTES = 16

/** HMAC-SHA-256 under the tenant's key, cut to 128 bits, base64url: 22 characters. */
export function keyedFingerprints(key: string): Fingerprints {
  const hash = keyedHash(key)
  return {
    of: hash,
    // A block ends in no digit, so it is never taken for a number.
    ofBlock: (phone) => hash(`${phone.slice(0, -4)}…`),
  }
}

/** Marks of used tokens, as long as fingerprints of numbers. */
export function keyedTokenMarks(key: string): TokenMarks {
  const hash = keyedHash(key)
  return { of: (token) => hash(signedPart(token)) }
}

/** Seals tickets under the tenant's key; `parseCorrelationId` opens them. */
export function keyedSeals(key: string): TicketSeals {
  return { seal: (owner, startedAt) => buildCorrelationId(owner, startedAt, key) }
}

function keyedHash(key: string): (text: string) => string {
  return (text) =>
    createHmac('sha256', key).update(text).digest().subarray(0, KEPT_BYTES).toString('base64url')
}
