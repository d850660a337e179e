import { createHmac } from 'node:crypto'

/**
 * HMAC-SHA-256 under a tenant's key, cut to so many bytes, base64url. The key has several uses: what each is for is
 * part of what is hashed, so that nothing made for one of them passes for another.
 */
export function keyedHash(key: string, use: string, text: string, bytes: number): string {
  const whole = createHmac('sha256', key).update(`phone-link ${use}\0`).update(text).digest()
  return whole.subarray(0, bytes).toString('base64url')
}
