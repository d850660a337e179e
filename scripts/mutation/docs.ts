import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { format, resolveConfig } from 'prettier'

import type { Mutant } from './mutant.ts'
import type { KnownSurvivor } from './survivors.ts'
import { SCORE_HEAD, SURVIVOR_HEAD, scoreRows, survivorRows } from './tables.ts'

const FILE = join(import.meta.dirname, '../../docs/mutation.md')

/** Writes what was measured into the page, between its marks. */
export async function writeMutationDocs(
  mutants: readonly Mutant[],
  known: readonly KnownSurvivor[],
  seconds: number,
): Promise<void> {
  const text = readFileSync(FILE, 'utf8')
  const withScores = put(text, 'scores', markdownTable([SCORE_HEAD, ...scoreRows(mutants)]))
  const withSurvivors = put(
    withScores,
    'survivors',
    markdownTable([SURVIVOR_HEAD, ...survivorRows(mutants, known).map(asCode)]),
  )
  const written = put(withSurvivors, 'duration', `All of it took ${seconds} seconds.`)
  writeFileSync(FILE, await format(written, { ...(await resolveConfig(FILE)), parser: 'markdown' }))
}

function asCode([where = '', change = '', why = '']: string[]): string[] {
  return [where, change.includes('`') ? `\`\` ${change} \`\`` : `\`${change}\``, why]
}

function put(text: string, name: string, content: string): string {
  const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`]
  const [from, to] = [text.indexOf(start), text.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`docs/mutation.md has no place for "${name}".`)
  return `${text.slice(0, from + start.length)}\n\n${content}\n\n${text.slice(to)}`
}

function markdownTable([head = [], ...rows]: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
