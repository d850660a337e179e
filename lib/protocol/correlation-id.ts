import { timingSafeEqual } from 'node:crypto'

import type { SealedTicket } from '../core/live-ticket.ts'
import type { UserId } from '../core/user-id.ts'
import { keyedHash } from './keyed-hash.ts'

const OWNER_BYTES = 12
const SEAL_BYTES = 16
const SEALED = /^(t1\.([0-9a-z]{1,9})\.([\w-]{16}))\.([\w-]{22})$/

/**
 * The `correlation_id` of an inner login: a sealed ticket, which Auth0 hands on to the Action that delivers the code.
 * Auth0 takes 64 characters of `[-\w.*~@+/:]` and wants no personal data in it: this has 52 at most, and a keyed
 * hash for the user (https://auth0.com/docs/authenticate/login/configure-correlation-id).
 */
export function buildCorrelationId(userId: UserId, startedAt: Date, key: string): string {
  const seconds = Math.floor(startedAt.getTime() / 1000).toString(36)
  const text = `t1.${seconds}.${keyedHash(key, 'owner', userId, OWNER_BYTES)}`
  return `${text}.${seal(text, key)}`
}

/** The ticket, or undefined if this is no correlation id of ours. */
export function parseCorrelationId(text: unknown, key: string): SealedTicket | undefined {
  const [, sealed, seconds = '', owner = '', given = ''] =
    typeof text === 'string' ? (SEALED.exec(text) ?? []) : []
  if (sealed === undefined) return undefined
  // As they are spelled, since several spellings come to the same bytes.
  if (!timingSafeEqual(Buffer.from(given), Buffer.from(seal(sealed, key)))) return undefined
  return { owner, startedAt: new Date(parseInt(seconds, 36) * 1000) }
}

function seal(text: string, key: string): string {
  return keyedHash(key, 'ticket', text, SEAL_BYTES)
}
