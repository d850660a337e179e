import type { SentCodesMemory } from '../ports.ts'
import { buildSentCodes, parseSentCodes } from '../protocol/sent-codes.ts'
import { forgiving } from './forgiving.ts'
import type { PlatformCache } from './sealed-cache.ts'

const KEY = 'sent codes'
/** The longest that Auth0's cache keeps anything, in milliseconds (24 hours). */
const LONGEST_TTL_MS = 24 * 60 * 60_000

/**
 * What was sent, in the cache of the trigger, which only this Action runs in. It holds fingerprints, no numbers. A
 * cache that fails counts as an empty one.
 */
export function sentCodesMemory(cache: PlatformCache): SentCodesMemory {
  return {
    read: () => parseSentCodes(forgiving(() => cache.get(KEY)?.value)),
    write: (codes) => void forgiving(() => cache.set(KEY, buildSentCodes(codes), { ttl: LONGEST_TTL_MS })),
  }
}
