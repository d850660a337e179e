import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { markdownTable } from '../docs/markdown-table.ts'
import { renderParts } from '../docs/render-parts.ts'
import type { Mutant } from './mutant.ts'
import type { KnownSurvivor } from './survivors.ts'
import { SCORE_HEAD, SURVIVOR_HEAD, scoreRows, survivorRows } from './tables.ts'

const root = join(import.meta.dirname, '../..')
const PAGE = 'docs/mutation.md'

/** Writes what was measured into the page, between its marks. */
export async function writeMutationDocs(
  mutants: readonly Mutant[],
  known: readonly KnownSurvivor[],
  seconds: number,
): Promise<void> {
  const written = await renderParts(readFileSync(join(root, PAGE), 'utf8'), PAGE, {
    scores: markdownTable([SCORE_HEAD, ...scoreRows(mutants)]),
    survivors: markdownTable([SURVIVOR_HEAD, ...survivorRows(mutants, known).map(asCode)]),
    duration: `All of it took ${seconds} seconds.`,
  })
  writeFileSync(join(root, PAGE), written)
}

function asCode([where = '', change = '', why = '']: string[]): string[] {
  return [where, change.includes('`') ? `\`\` ${change} \`\`` : `\`${change}\``, why]
}
