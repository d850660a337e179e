import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { format, resolveConfig } from 'prettier'

import { drawFigures } from './draw-figures.ts'
import type { FigureTable, Measured } from './report.ts'

export const DRAWING = 'images/figures.svg'
const [START, END] = ['<!-- figures:start -->', '<!-- figures:end -->']

/** Writes the tables between the marks in docs/figures.md, and the drawing beside it. */
export async function writeFigures({ tables, promises, curves = {} }: Measured, root: string): Promise<void> {
  const page = join(root, 'docs', 'figures.md')
  const kept: FigureTable = {
    title: 'What is promised',
    head: ['Promise', 'Found', 'Holds'],
    rows: promises.map(({ promise, found, holds }) => [promise, found, holds ? 'yes' : '**no**']),
    note: 'The command ends with exit code 1 where one is broken.',
  }
  const parts = [...tables, kept].map(renderMarkdown).join('\n\n')
  const text = replaceBetween(readFileSync(page, 'utf8'), parts)
  writeFileSync(page, await format(text, { ...(await resolveConfig(page)), parser: 'markdown' }))
  mkdirSync(join(root, 'docs', 'images'), { recursive: true })
  writeFileSync(join(root, 'docs', DRAWING), `${drawFigures(curves)}\n`)
}

/** @throws {Error} if the page has no place for the tables */
export function replaceBetween(page: string, text: string): string {
  const [from, to] = [page.indexOf(START), page.indexOf(END)]
  if (from < 0 || to < from) throw new Error(`docs/figures.md has no ${START} before ${END}.`)
  return `${page.slice(0, from + START.length)}\n\n${text}\n\n${page.slice(to)}`
}

export function renderMarkdown({ title, head, rows, note }: FigureTable): string {
  const line = (cells: readonly (string | number)[]) =>
    `| ${cells.map((cell) => textOf(cell).replaceAll('|', '\\|')).join(' | ')} |`
  const table = [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
  return `### ${title}\n\n${table}\n\n${note}`
}

const textOf = (cell: string | number): string =>
  typeof cell === 'number' ? cell.toLocaleString('en') : cell
