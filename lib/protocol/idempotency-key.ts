import { keyedHash } from './keyed-hash.ts'

const KEY_BYTES = 16

/**
 * The same text for the same message, however often the platform asks for it, and another one for every other. Keyed,
 * so that nothing of the message can be found out from it. 22 characters, base64url.
 */
export function buildIdempotencyKey(parts: readonly string[], key: string): string {
  return keyedHash(key, 'message', JSON.stringify(parts), KEY_BYTES)
}
