import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(__dirname, '../..')
const security = readFileSync(join(root, 'SECURITY.md'), 'utf8')

/** The numbered guarantees, each with the line that names its tests. */
const guarantees = (/## What is guaranteed\n([\s\S]*?)\n## /.exec(security)?.[1] ?? '')
  .split(/^(?=\d+\. )/m)
  .map((text) => text.trim())
  .filter((text) => /^\d+\. /.test(text))
  .map((text) => [/\*\*(.+?)\*\*/.exec(text)?.[1] ?? text, text] as const)

/** Rows and the file that is said to test them: `[R10, R11](tests/journeys/step-up.test.ts)`. */
const linksIn = (text: string) =>
  [...text.matchAll(/\[([RT]\d\d(?:, [RT]\d\d)*)\]\((tests\/[^)]+)\)/g)].flatMap(([, rows = '', file = '']) =>
    rows.split(', ').map((row) => ({ row, file })),
  )

test('there are guarantees to look at', () => {
  expect(guarantees.length).toBeGreaterThanOrEqual(12)
})

test.each(guarantees)('%s names the tests that prove it, and they are there', (_name, text) => {
  const links = linksIn(text)
  expect(links.length).toBeGreaterThan(0)
  const missing = links.filter(({ row, file }) => {
    const names = readFileSync(join(root, file), 'utf8').match(/(['"`]).*?\1/g) ?? []
    return !names.some((name) => new RegExp(`\\b${row}\\b`).test(name))
  })
  expect(missing).toEqual([])
})
