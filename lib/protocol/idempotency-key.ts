import { createHmac } from 'node:crypto'

/**
 * The same text for the same message, however often the platform asks for it, and another one for every other. Keyed,
 * so that nothing of the message can be found out from it. 22 characters, base64url.
 */
export function buildIdempotencyKey(parts: readonly string[], key: string): string {
  const hash = createHmac('sha256', key).update('phone-link message\0')
  return hash.update(JSON.stringify(parts)).digest().subarray(0, 16).toString('base64url')
}
