import { compactTable } from '../commands/compact-table.ts'
import type { Mutant } from './mutant.ts'
import { firstNamedRow, howBroken } from './rules.ts'
import { asPercent, scoreOf } from './score.ts'
import type { KnownSurvivor } from './survivors.ts'
import { change, reasonFor } from './survivors.ts'

/** Rows: file, mutants, killed, survived, not loaded, score; the last is of everything. */
export function scoreRows(mutants: readonly Mutant[]): string[][] {
  const files = [...new Set(mutants.map(({ file }) => file))].sort()
  return [
    ...files.map((file) =>
      scoreRow(
        file,
        mutants.filter((mutant) => mutant.file === file),
      ),
    ),
    scoreRow('all', mutants),
  ]
}

export const SCORE_HEAD = ['File', 'Mutants', 'Killed', 'Survived', 'Not loaded', 'Score']

function scoreRow(name: string, mutants: readonly Mutant[]): string[] {
  const score = scoreOf(mutants)
  const { tried, killed, survived, notLoaded } = score
  return [name, ...[tried, killed, survived, notLoaded].map(String), `${asPercent(score)} %`]
}

export const SURVIVOR_HEAD = ['Where', 'Change', 'Why nothing can notice']

/** Rows: where, what was changed, why no test can notice. */
export function survivorRows(mutants: readonly Mutant[], known: readonly KnownSurvivor[]): string[][] {
  return mutants
    .filter(({ fate }) => fate === 'survived')
    .map((mutant) => [
      `${mutant.file}, ${mutant.within}`,
      change(mutant),
      reasonFor(mutant, known) ?? 'NO REASON',
    ])
}

export function showScores(mutants: readonly Mutant[]): string {
  return compactTable(SCORE_HEAD, [38, 9, 8, 10, 12, 9], scoreRows(mutants))
}

export function showSurvivors(mutants: readonly Mutant[], known: readonly KnownSurvivor[]): string {
  return compactTable(SURVIVOR_HEAD, [40, 40, 50], survivorRows(mutants, known))
}

/** The rules that were broken, how, and the first named row that turned red. */
export function showRules(rules: readonly Mutant[], known: readonly KnownSurvivor[]): string {
  const head = ['Rule', 'Its text', 'Broken', 'First named row that turns red']
  const rows = rules.map((rule) => [
    `${rule.file.replace('lib/core/', '')}, ${rule.within}`,
    shorten(rule.original),
    howBroken(rule),
    firstNamedRow(rule)?.replace(/^.*?\.test\.ts: /, '') ?? withoutRow(rule, known),
  ])
  return compactTable(head, [36, 40, 14, 50], rows)
}

function withoutRow(rule: Mutant, known: readonly KnownSurvivor[]): string {
  if (rule.fate === 'not_loaded') return 'the tests cannot even be loaded'
  const reason = rule.fate === 'survived' && reasonFor(rule, known)
  return reason ? `none: ${reason}` : 'NONE'
}

function shorten(text: string): string {
  return text.length > 70 ? `${text.slice(0, 66)} …` : text
}
