import type { Place } from './place.ts'
import { BEGINNING } from './place.ts'
import type { Tally } from './tally.ts'
import { NOTHING } from './tally.ts'

/** What one sweep is to do, from its first run to its last. */
export type Job = {
  host: string
  olderThanDays: number
  deletes: boolean
}

/** A sweep under way. */
export type Sweep = Job & {
  /** Left-overs were made, and last used, before this; it stays, however often the sweep is interrupted. */
  before: Date
  place: Place
  tally: Tally
  /** Instants at which more accounts were made than search shows. */
  beyondReach: readonly string[]
}

const DAY = 86_400_000

export const newSweep = (job: Job, now: Date): Sweep => ({
  ...job,
  before: new Date(now.getTime() - job.olderThanDays * DAY),
  ...{ place: BEGINNING, tally: NOTHING, beyondReach: [] },
})
