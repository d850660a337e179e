import { coverageGaps } from './coverage.ts'
import { keepReport, startRun } from './start-run.ts'

/** So many sequences are played unless told otherwise; CI plays them all. */
const SEQUENCES = 10_000

/** Milliseconds: half an hour, for a machine with much else to do. */
const LIMIT = 1_800_000

/**
 * One half of the sequences, each half by a seed of its own, so that two cores have something to do.
 * MODEL_SEED, MODEL_SEQUENCES and MODEL_PATH say which; a path is replayed by the half that found it.
 */
export function playHalf(name: 'even' | 'odd', remainder: 0 | 1): void {
  const { MODEL_SEED, MODEL_SEQUENCES, MODEL_PATH } = process.env
  const seed = Number(MODEL_SEED ?? Date.now() % 0x7fffffff)
  const isReplay = MODEL_PATH !== undefined
  // A path belongs to one seed; the other half plays one sequence of its own meanwhile.
  const path = isReplay && Math.abs(seed % 2) === remainder ? MODEL_PATH : undefined
  const total = Number(MODEL_SEQUENCES ?? SEQUENCES)

  test(
    `whatever people, tabs, clocks, failures and admins do, nothing is linked wrongly (${name} half)`,
    async () => {
      const own = seed - Math.abs(seed % 2) + remainder
      const report = await startRun({
        ...{ seed: own, sequences: isReplay ? 1 : Math.ceil(total / 2) },
        ...(path === undefined ? {} : { path }),
      })
      keepReport(name, report)
      expect(report.found).toBeUndefined()
      if (!isReplay) expect(coverageGaps(report.tally)).toEqual([])
    },
    LIMIT,
  )
}
