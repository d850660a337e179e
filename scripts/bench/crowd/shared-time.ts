/**
 * The tenant's time as a crowd lives through it. Pauses are skipped while everybody makes one: nothing happens then,
 * neither here nor in the tenant.
 */
export type SharedTime = {
  /** Milliseconds since the epoch, as the tenant has it. */
  now: () => number
  /** Seconds that were skipped so far. */
  skipped: () => number
  /** Does what somebody does from now on; until it ends they are busy, but for their pauses. */
  spend: <T>(work: () => Promise<T>) => Promise<T>
  /** Somebody who is busy makes a pause. */
  pause: (seconds: number) => Promise<void>
}

type Sleeper = { due: number; wake: () => void; fail: (error: unknown) => void }

/** @param advance moves the tenant's clock, in seconds */
export function sharedTime(
  advance: (seconds: number) => Promise<void>,
  hostNow: () => number = Date.now,
): SharedTime {
  const sleepers = new Set<Sleeper>()
  let busy = 0
  let skippedMs = 0
  let isSkipping = false
  let timer: NodeJS.Timeout | undefined
  const now = () => hostNow() + skippedMs

  return {
    now,
    skipped: () => skippedMs / 1000,
    async spend(work) {
      busy += 1
      try {
        return await work()
      } finally {
        busy -= 1
        arrange()
      }
    },
    pause: (seconds) =>
      new Promise((wake, fail) => {
        sleepers.add({ due: now() + seconds * 1000, wake, fail })
        busy -= 1
        arrange()
      }),
  }

  function arrange(): void {
    clearTimeout(timer)
    if (sleepers.size === 0 || isSkipping) return
    const next = Math.min(...[...sleepers].map(({ due }) => due))
    // Not at once: who comes next may be about to begin.
    if (busy === 0) timer = setTimeout(() => void skipTo(next), 0)
    else timer = setTimeout(wakeThoseDue, Math.max(0, next - now()))
  }

  async function skipTo(moment: number): Promise<void> {
    isSkipping = true
    const ms = Math.max(0, moment - now())
    try {
      await advance(ms / 1000)
      skippedMs += ms
      isSkipping = false
      wakeThoseDue()
    } catch (error) {
      isSkipping = false
      for (const sleeper of sleepers) end(sleeper).fail(error)
    }
  }

  function wakeThoseDue(): void {
    for (const sleeper of sleepers) if (sleeper.due <= now()) end(sleeper).wake()
    arrange()
  }

  function end(sleeper: Sleeper): Sleeper {
    sleepers.delete(sleeper)
    busy += 1
    return sleeper
  }
}
