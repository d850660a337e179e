import { randomFillSync } from 'node:crypto'
import type { Entropy } from '../../scripts/local-tenant/world.ts'

const POOL_BYTES = 64 * 1024

/** Chance as good as the system's, fetched from it in large pieces. */
export function quickEntropy(): Entropy {
  const pool = new Uint8Array(POOL_BYTES)
  let used = POOL_BYTES
  return {
    bytes(count) {
      if (used + count > POOL_BYTES) {
        randomFillSync(pool)
        used = 0
      }
      used += count
      return pool.slice(used - count, used)
    },
  }
}
