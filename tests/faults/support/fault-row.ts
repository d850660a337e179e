import { keepCell } from '../../../scripts/faults/cells.ts'
import type { FaultName } from '../../../scripts/faults/fault-kinds.ts'
import { FAULT_NAMES } from '../../../scripts/faults/fault-kinds.ts'
import type { Row } from '../../../scripts/faults/rows.ts'
import { ROWS } from '../../../scripts/faults/rows.ts'
import type { Breakage } from './broken.ts'

/** Milliseconds. A cell waits for time limits, several times what it takes otherwise, and machines may be busy. */
const LONGEST_CELL = 90_000

/** How a row's cells end: each in its own way, or as all others. */
export type Ends = string | (Partial<Record<FaultName, string>> & { otherwise: string })

export type BrokenCall = Pick<Breakage, 'after' | 'also'> & { ends: Ends }

/** What plays one cell: says how it ended as soon as that is seen, and fails where something does not hold. */
export type PlayCell = (row: Row, fault: FaultName, see: (outcome: string) => void) => Promise<void>

/** Fails a call in every way, a test each. */
export function breakRow(row: Row, ends: Ends, play: PlayCell): void {
  const { action, call, journey } = row
  describe(`R61 ${action}: ${call} (${journey})`, () => {
    test.each(FAULT_NAMES.map((fault) => [fault, endOf(ends, fault)] as const))(
      '%s: %s',
      async (fault, end) => {
        let outcome = ''
        await play(row, fault, (seen) => {
          outcome = seen
          keepCell(row, fault, { outcome, held: false })
        })
        expect(outcome).toBe(end)
        keepCell(row, fault, { outcome, held: true })
      },
      LONGEST_CELL,
    )
  })
}

/** The rows of one journey, each with what its test says of it; neither may be without the other. */
export function rowsWith<T>(action: string, journey: string, calls: Record<string, T>): [Row, T][] {
  const rows = ROWS.filter((row) => row.action === action && row.journey === journey)
  const [named, known] = [Object.keys(calls).sort(), rows.map(({ call }) => call).sort()]
  if (named.join() !== known.join()) {
    throw new Error(`${action} (${journey}) has the rows ${known.join(', ')}, not ${named.join(', ')}.`)
  }
  return rows.map((row) => [row, calls[row.call] as T])
}

function endOf(ends: Ends, fault: FaultName): string {
  return typeof ends === 'string' ? ends : (ends[fault] ?? ends.otherwise)
}
