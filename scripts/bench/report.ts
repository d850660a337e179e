import type { BuiltAction } from '../build.ts'
import type { Progress } from '../demo/progress.ts'
import type { BenchTenant } from './bench-tenant.ts'
import type { ThirdParty } from './third-party/third-party.ts'

/** Figures that belong together. The first column says what a row is of. */
export type FigureTable = {
  title: string
  head: readonly string[]
  rows: readonly (readonly (string | number)[])[]
  /** Plain sentences: how it was measured, and what must not be read into it. */
  note: string
}

/** Something that the project says of itself, held against what was measured. */
export type Promised = { promise: string; found: string; holds: boolean }

/** Points of a drawing, by its name in `draw-figures.ts`. */
export type Curves = {
  growth?: { accounts: number; login: number; link: number; page: number }[]
  plans?: { plan: string; allowed: number; measured: number }[]
}

export type Measured = { tables: FigureTable[]; promises: Promised[]; curves?: Curves }

/** What a section of the bench is given. */
export type Given = {
  /** Fewer rounds. */
  quick: boolean
  /** How many are in the crowd. */
  people: number
  progress: Progress
  /** Our Actions. */
  built: readonly BuiltAction[]
  /** A tenant that has them. */
  snapshotFile: string
  /** A tenant with our Actions as it was at its start; sections take turns. */
  tenant: () => Promise<BenchTenant>
  /** Somebody else's Action, to be measured beside ours. */
  thirdParty?: ThirdParty
}

export type Section = { name: string; about: string; measure: (given: Given) => Promise<Measured> }

const FIGURE = /^[\d,]+(\.\d+)?%?$/

/** How many figures the tables hold: cells that are a number and do not name their row. */
export function countFigures(tables: readonly FigureTable[]): number {
  const cells = tables.flatMap(({ rows }) => rows.flatMap(([, ...figures]) => figures))
  return cells.filter((cell) => typeof cell === 'number' || FIGURE.test(cell)).length
}
