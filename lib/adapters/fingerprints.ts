import { createHmac } from 'node:crypto'

import type { Fingerprints } from '../ports.ts'

const KEPT_BYTES = 16

/** HMAC-SHA-256 of a number under the tenant's key, cut to 128 bits, base64url: 22 characters. */
export function keyedFingerprints(key: string): Fingerprints {
  return {
    of: (phone) =>
      createHmac('sha256', key).update(phone).digest().subarray(0, KEPT_BYTES).toString('base64url'),
  }
}
