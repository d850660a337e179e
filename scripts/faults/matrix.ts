import type { Cell } from './cells.ts'
import type { FaultName } from './fault-kinds.ts'
import { FAULT_NAMES } from './fault-kinds.ts'
import type { OutsideCallSite } from './outside-calls.ts'
import type { Row } from './rows.ts'
import { ROWS, findGaps, nameOf } from './rows.ts'

/** A row with what was seen of it, in the order of the columns; undefined where nothing was. */
export type MatrixRow = { action: string; call: string; journey: string; cells: (Cell | undefined)[] }

/**
 * The matrix: a row for every outside call that the bundles hold, once for each journey in which it is broken. A call
 * that nobody breaks has a row as well, with nothing in it.
 */
export function buildMatrix(sites: readonly OutsideCallSite[], cells: readonly Cell[]): MatrixRow[] {
  const seen = new Map(cells.map((cell) => [`${cell.row} ${cell.fault}`, cell]))
  const cellOf = (row: Row, fault: FaultName) => seen.get(`${nameOf(row)} ${fault}`)
  const actions = new Set(sites.map(({ action }) => action))
  const rows = ROWS.filter(({ action }) => actions.has(action)).map((row) => ({
    ...row,
    cells: FAULT_NAMES.map((fault) => cellOf(row, fault)),
  }))
  const unbroken = findGaps(sites).notBroken.map((site) => ({
    ...{ action: site.slice(0, site.indexOf(':')), call: site, journey: 'nobody breaks it' },
    cells: FAULT_NAMES.map(() => undefined),
  }))
  return [...rows, ...unbroken]
}

export function countCells(matrix: readonly MatrixRow[]): { all: number; empty: number; wrong: number } {
  const cells = matrix.flatMap((row) => row.cells)
  return {
    all: cells.length,
    empty: cells.filter((cell) => cell === undefined).length,
    wrong: cells.filter((cell) => cell?.held === false).length,
  }
}
