import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { renderParts } from '../docs/render-parts.ts'
import { drawFigures } from './draw-figures.ts'
import { renderMarkdown } from './render-figures.ts'
import type { FigureTable, Measured } from './report.ts'

const PAGE = 'docs/figures.md'
const DRAWING = 'images/figures.svg'

/** Writes the tables between the marks in docs/figures.md, and the drawing beside it. */
export async function writeFigures({ tables, promises, curves = {} }: Measured, root: string): Promise<void> {
  const page = join(root, PAGE)
  const kept: FigureTable = {
    title: 'What is promised',
    head: ['Promise', 'Found', 'Holds'],
    rows: promises.map(({ promise, found, holds }) => [promise, found, holds ? 'yes' : '**no**']),
    note: 'The command ends with exit code 1 where one is broken.',
  }
  const figures = [...tables, kept].map(renderMarkdown).join('\n\n')
  writeFileSync(page, await renderParts(readFileSync(page, 'utf8'), PAGE, { figures }))
  mkdirSync(join(root, 'docs', 'images'), { recursive: true })
  writeFileSync(join(root, 'docs', DRAWING), `${drawFigures(curves)}\n`)
}
