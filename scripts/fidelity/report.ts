import { compactTable } from '../commands/compact-table.ts'
import { DEFAULT_UNKNOWNS } from '../local-tenant/unknowns.ts'
import type { CheckedRecordings } from './check-recordings.ts'
import type { LimitResult } from './limits/hit-limits.ts'
import type { Replayed } from './replay.ts'
import type { Fidelity } from './rows.ts'

export type Findings = {
  recordings: CheckedRecordings
  replayed: Replayed | undefined
  limits: LimitResult[]
  rows: Fidelity
  /** Of the table in the README: rows without a test, switches without a row. */
  rowProblems: string[]
}

/** Everything that was found, as text for a terminal; and how many problems there are. */
export function report(findings: Findings): { text: string; problems: number } {
  const { recordings, replayed, limits, rows, rowProblems } = findings
  const broken = limits.filter(
    ({ allowedHeld, refusedHeld }) => allowedHeld !== 'yes' || refusedHeld !== 'yes',
  )
  const problems = [
    ...recordings.problems.map(({ where, against, difference }) => [where, `${difference} (${against})`]),
    ...(replayed?.problems ?? []).map((problem) => ['the recorded import', problem]),
    ...broken.map(({ limit, file }) => [limit, `is not held: see tests/local-tenant/${file}.test.ts`]),
    ...rowProblems.map((problem) => ['the tables in the README', problem]),
  ]
  const chosen = [...recordings.met].flatMap(([{ kind }, where]) => (kind === 'chosen' ? [...where] : []))
  const switches = Object.keys(DEFAULT_UNKNOWNS).length
  const statements = rows.chosen.reduce((sum, { what }) => sum + what.length, 0)
  const unknown = switches + statements + chosen.length
  const text = [
    'What was held against what',
    checkedTable(recordings, replayed),
    'Where descriptions and tenants differ, and the local tenant does as tenants do or has chosen',
    metTable(recordings),
    'Limits of Auth0, each hit once',
    limitsTable(limits),
    'Not documented: played both ways (switches), or chosen',
    unknownsTable(rows, chosen),
    ...(problems.length === 0 ? [] : ['Problems', compactTable(['Where', 'What'], [44, 76], problems)]),
    `${recordings.answers} answers and ${recordings.events} events as described, ` +
      `${limits.length - broken.length} limits held, ${unknown} unknown; ${problems.length} problems`,
  ]
  return { text: text.join('\n\n'), problems: problems.length }
}

function checkedTable({ held, undescribed }: CheckedRecordings, replayed: Replayed | undefined): string {
  const rows = held.map(({ against, held: count, notDescribed }) => [
    ...[against, String(count), notDescribed === 0 ? '' : `${notDescribed} it does not speak of`],
  ])
  return compactTable(
    ['Against', 'Checked', ''],
    [56, 10, 54],
    [
      ...rows,
      ['an import that the deploy CLI recorded', replayed ? String(replayed.calls) : 'not at hand', ''],
      [
        'nothing: pages and ways between them',
        String(undescribed.length),
        undescribed.slice(0, 3).join(', ') + ' …',
      ],
    ],
  )
}

const metTable = ({ met }: CheckedRecordings): string =>
  compactTable(
    ['Why', 'Where'],
    [62, 58],
    [...met].map(([{ why, kind }, where]) => [
      kind === 'chosen' ? `${why} (chosen)` : why,
      [...where].join(', '),
    ]),
  )

const limitsTable = (limits: LimitResult[]): string =>
  compactTable(
    ['Limit', 'Documented in', 'At it', 'Beyond it'],
    [48, 42, 14, 16],
    limits.map(({ limit, page, allowedHeld, refusedHeld }) => [
      ...[limit, page.split('/').slice(-1)[0] ?? page],
      ...[allowedHeld === 'yes' ? 'allowed' : allowedHeld, refusedHeld === 'yes' ? 'refused' : refusedHeld],
    ]),
  )

const unknownsTable = ({ switches, chosen }: Fidelity, statuses: string[]): string =>
  compactTable(
    ['What', 'How'],
    [40, 80],
    [
      ...switches.map(({ switch: name, values }) => [name, `played both ways: ${values.join(', ')}`]),
      ...chosen.map(({ of, what }) => [of, `${what.length} chosen: ${what.join('; ')}`]),
      ['errors that no description lists', `${statuses.length} chosen`],
    ],
  )
