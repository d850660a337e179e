import type { Attempt } from '../../lib/core/attempts.ts'
import { recentAttempts } from '../../lib/core/attempts.ts'
import type { AttemptsMemory } from './judge-attempt.ts'
import { hashAccount, packHash, unpackHash } from './short-hash.ts'

/** Attempts of all accounts, oldest first, in 28 bytes each: a million fit where objects would take 300 MB. */
type Ring = {
  account: Float64Array
  /** In seconds, as the account keeps it. */
  at: Uint32Array
  /** Of the number that it was about; 0 if none is known. */
  mark: Float64Array
  /** Where the attempt before it of the same chain is. A chain has those of a few accounts. */
  before: Uint32Array
  /** Where the latest attempt of each chain is. */
  latest: Uint32Array
}

const FEWEST = 1024

function makeRing(room: number): Ring {
  return {
    account: new Float64Array(room),
    at: new Uint32Array(room),
    mark: new Float64Array(room),
    before: new Uint32Array(room),
    latest: new Uint32Array(room),
  }
}

/**
 * `phone_link_attempts` of every account. What no longer counts is forgotten. Attempts are added in the order of time.
 * @returns also how many attempts it holds, and for how many it has room
 */
export function attemptsMemory(): AttemptsMemory & { size(): number; room(): number } {
  let ring = makeRing(FEWEST)
  // Places count on; a place's slot in the ring is what remains of it. Those from `oldest` on are held.
  let [oldest, next] = [1, 1]

  const slotOf = (place: number) => place & (ring.at.length - 1)
  const read = (slot: number): Attempt => {
    const mark = ring.mark[slot]
    return { at: new Date((ring.at[slot] ?? 0) * 1000), numbers: mark ? [unpackHash(mark)] : [] }
  }

  function forget(now: Date): void {
    while (oldest < next && recentAttempts([read(slotOf(oldest))], now).length === 0) oldest += 1
  }

  function put(account: number, at: number, mark: number): void {
    const [slot, chain] = [slotOf(next), account & (ring.latest.length - 1)]
    ring.account[slot] = account
    ring.at[slot] = at
    ring.mark[slot] = mark
    ring.before[slot] = ring.latest[chain] ?? 0
    ring.latest[chain] = next
    next += 1
  }

  function grow(): void {
    const [old, from, to, mask] = [ring, oldest, next, ring.at.length - 1]
    ring = makeRing(2 * old.at.length)
    next = from
    for (let place = from; place < to; place += 1) {
      const slot = place & mask
      put(old.account[slot] ?? 0, old.at[slot] ?? 0, old.mark[slot] ?? 0)
    }
  }

  return {
    of(user) {
      const [account, found]: [number, Attempt[]] = [hashAccount(user), []]
      // Older and older: where one is forgotten, so are all before it.
      let place = ring.latest[account & (ring.latest.length - 1)] ?? 0
      for (; place >= oldest; place = ring.before[slotOf(place)] ?? 0) {
        if (ring.account[slotOf(place)] === account) found.push(read(slotOf(place)))
      }
      return found.reverse()
    },
    add(user, { at, numbers: [mark] }) {
      forget(at)
      if (next - oldest === ring.at.length) grow()
      put(hashAccount(user), Math.floor(at.getTime() / 1000), mark === undefined ? 0 : packHash(mark))
    },
    size: () => next - oldest,
    room: () => ring.at.length,
  }
}
