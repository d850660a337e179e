import { drawFigures } from '../../../../scripts/bench/draw-figures.ts'
import { printReport } from '../../../../scripts/bench/print-report.ts'
import { renderMarkdown } from '../../../../scripts/bench/render-figures.ts'
import type { Measured } from '../../../../scripts/bench/report.ts'
import { chooseSections, SECTIONS } from '../../../../scripts/bench/sections.ts'
import { putPart } from '../../../../scripts/docs/put-part.ts'

const TABLE = {
  title: 'An ordinary login',
  head: ['Action', 'bytes', 'warm, ms', 'told'],
  rows: [['phone-challenge', 59_945, '0.88', 'a | b']],
  note: 'Medians of five.',
}
const measured = (...holds: boolean[]): Measured => ({
  tables: [TABLE],
  promises: holds.map((each) => ({ promise: 'no outside call', found: '1', holds: each })),
})

test('the last line counts figures, not names or texts, and promises that are broken', () => {
  const { text, broken } = printReport(measured(true, false))
  expect(text.split('\n').at(-1)).toBe('2 figures, 1 broken promises')
  expect(text).toMatch(/no outside call +1 +BROKEN/)
  expect(text).toMatch(/phone-challenge +59,945 +0\.88/)
  expect(broken).toBe(1)
  expect(printReport(measured(true, true)).broken).toBe(0)
})

test('a table is Markdown whose cells cannot break it', () => {
  expect(renderMarkdown(TABLE)).toContain('| phone-challenge | 59,945 | 0.88 | a \\| b |')
})

test('only what is between the marks of the page is written anew', () => {
  const page = 'Before\n<!-- figures:start -->\nold\n<!-- figures:end -->\nAfter'
  expect(putPart(page, 'docs/figures.md', 'figures', 'new')).toBe(
    'Before\n<!-- figures:start -->\n\nnew\n\n<!-- figures:end -->\nAfter',
  )
  expect(() => putPart('no marks', 'docs/figures.md', 'figures', 'new')).toThrow('docs/figures.md has no')
})

test('the drawing holds every size and plan', () => {
  const svg = drawFigures({
    growth: [
      { accounts: 1, login: 1, link: 1, page: 1 },
      { accounts: 10_000, login: 1.1, link: 1.2, page: 3 },
    ],
    plans: [{ plan: 'free', allowed: 2, measured: 1.9 }],
  })
  expect(svg).toMatch(/^<svg /)
  for (const words of ['10,000', 'free', '1.90', 'allowed by Auth0']) expect(svg).toContain(`>${words}<`)
})

test('sections are run in their own order, and an unknown one is named', () => {
  expect(chooseSections(undefined)).toBe(SECTIONS)
  expect(chooseSections(['crowd', 'bundles']).map(({ name }) => name)).toEqual(['bundles', 'crowd'])
  expect(() => chooseSections(['speed'])).toThrow(
    'There is no section "speed". There are bundles, logins, returns, plans, tokens, growth, crowd.',
  )
})
