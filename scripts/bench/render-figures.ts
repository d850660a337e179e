import type { FigureTable } from './report.ts'

const [START, END] = ['<!-- figures:start -->', '<!-- figures:end -->']

/** @throws {Error} if the page has no place for the tables */
export function replaceBetween(page: string, text: string): string {
  const [from, to] = [page.indexOf(START), page.indexOf(END)]
  if (from < 0 || to < from) throw new Error(`docs/figures.md has no ${START} before ${END}.`)
  return `${page.slice(0, from + START.length)}\n\n${text}\n\n${page.slice(to)}`
}

/** A table as Markdown, below its title and above its note. */
export function renderMarkdown({ title, head, rows, note }: FigureTable): string {
  const line = (cells: readonly (string | number)[]) =>
    `| ${cells.map((cell) => textOf(cell).replaceAll('|', '\\|')).join(' | ')} |`
  const table = [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
  return `### ${title}\n\n${table}\n\n${note}`
}

const textOf = (cell: string | number): string =>
  typeof cell === 'number' ? cell.toLocaleString('en') : cell
