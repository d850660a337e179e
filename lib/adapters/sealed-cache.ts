import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

import { forgiving } from './forgiving.ts'

/** The longest that Auth0's cache keeps anything, in milliseconds (24 hours). */
export const LONGEST_TTL_MS = 24 * 60 * 60_000

/** Auth0's Actions cache, as `api.cache` (https://auth0.com/docs/customize/actions/limitations). */
export type PlatformCache = {
  get(key: string): { value: string } | undefined
  /** @param options ttl in milliseconds */
  set(key: string, value: string, options: { ttl: number }): unknown
}

/** A cache that may forget anything at any time, and never fails. */
export type Cache = {
  get(key: string): string | undefined
  /** @param ttl milliseconds */
  set(key: string, value: string, ttl: number): void
}

const IV_BYTES = 12
const TAG_BYTES = 16

/**
 * The platform's cache, with values sealed by AES-256-GCM. Every Action of the trigger can read the cache, and a
 * Management token is for ours alone; sealing also keeps another Action from slipping in values of its own.
 * A cache that fails counts as an empty one.
 * @param secret what only our Action knows
 */
export function sealedCache(cache: PlatformCache, secret: string): Cache {
  const key = createHash('sha256').update('phone-link cache\0').update(secret).digest()
  return {
    get: (name) => forgiving(() => open(key, name, cache.get(name)?.value)),
    set: (name, value, ttl) => forgiving(() => void cache.set(name, seal(key, name, value), { ttl })),
  }
}

function seal(key: Buffer, name: string, value: string): string {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(name))
  const sealed = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64')
}

function open(key: Buffer, name: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const bytes = Buffer.from(text, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES), {
    authTagLength: TAG_BYTES,
  })
    .setAAD(Buffer.from(name))
    .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
  return decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
}
