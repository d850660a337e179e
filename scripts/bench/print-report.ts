import { renderTable } from '../policy/table.ts'
import type { Measured } from './report.ts'
import { countFigures } from './report.ts'

/** The report for a terminal, which ends with how many figures there are and how many promises are broken. */
export function printReport({ tables, promises }: Measured): { text: string; broken: number } {
  const broken = promises.filter(({ holds }) => !holds)
  const parts = tables.map(
    ({ title, head, rows, note }) => `${title}\n\n${renderTable(head, rows)}\n\n${wrap(note)}`,
  )
  const kept = renderTable(
    ['promise', 'found', ''],
    promises.map(({ promise, found, holds }) => [promise, found, holds ? 'holds' : 'BROKEN']),
  )
  const last = `${countFigures(tables)} figures, ${broken.length} broken promises`
  return { text: `\n${[...parts, `Promises\n\n${kept}`, last].join('\n\n')}`, broken: broken.length }
}

const WIDTH = 100

function wrap(text: string): string {
  const lines: string[] = []
  let line = ' '
  for (const word of text.split(' ')) {
    if (line.length + word.length >= WIDTH) {
      lines.push(line)
      line = ' '
    }
    line += ` ${word}`
  }
  return [...lines, line].join('\n')
}
