import { markdownTable } from '../docs/markdown-table.ts'
import { inGroups } from '../policy/table.ts'
import type { FigureTable } from './report.ts'

/** A table as Markdown, below its title and above its note. */
export function renderMarkdown({ title, head, rows, note }: FigureTable): string {
  return `### ${title}\n\n${markdownTable([head, ...rows.map((cells) => cells.map(textOf))])}\n\n${note}`
}

const textOf = (cell: string | number): string => (typeof cell === 'number' ? inGroups(cell) : cell)
