import type { SentCodesMemory } from '../ports.ts'
import { buildSentCodes, parseSentCodes } from '../protocol/sent-codes.ts'
import { forgiving } from './forgiving.ts'
import type { PlatformCache } from './sealed-cache.ts'
import { LONGEST_TTL_MS } from './sealed-cache.ts'

const KEY = 'sent codes'

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
