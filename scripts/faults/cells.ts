import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import type { FaultName } from './fault-kinds.ts'
import type { Row } from './rows.ts'
import { nameOf } from './rows.ts'

/** What became of one fault at one call. */
export type Cell = {
  row: string
  fault: FaultName
  /** As it was seen, whatever was expected. */
  outcome: string
  /** Whether everything held that has to. */
  held: boolean
}

const folder = join(import.meta.dirname, '../../.cache/reports/faults')

/** Nothing that an earlier run has seen counts for this one. */
export function forgetCells(): void {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
}

/** Writes down what was seen; once more, when it is known to hold. */
export function keepCell(row: Row, fault: FaultName, seen: Pick<Cell, 'outcome' | 'held'>): void {
  const cell: Cell = { row: nameOf(row), fault, ...seen }
  mkdirSync(folder, { recursive: true })
  const file = `${cell.row} ${fault}`.replace(/[^\w-]+/g, '-')
  writeFileSync(join(folder, `${file}.json`), JSON.stringify(cell))
}

export function readCells(): Cell[] {
  mkdirSync(folder, { recursive: true })
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Cell)
}
