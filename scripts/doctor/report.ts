import CliTable from 'cli-table3'
import { styleText } from 'node:util'
import { breakLongWords } from './break-long-words.ts'
import type { Diagnosis } from './diagnose.ts'
import { blocking } from './examine.ts'
import type { Finding, Verdict } from './finding.ts'

/** Characters of the columns, their paddings included; with the lines between, 100. */
const WIDTHS = [6, 22, 33, 34]
const PADDING = 2

const COLOURS = { pass: 'green', warn: 'yellow', fail: 'red' } as const satisfies Record<Verdict, string>

/** For a person: a table of at most 100 characters, and what it comes to. */
export function renderReport({ tenant, findings }: Diagnosis, inColour: boolean): string {
  return [tenant, renderTable(findings, inColour), summaryOf(findings)].join('\n')
}

/** For programs. */
export function reportJson({ tenant, findings }: Diagnosis): object {
  return { tenant, ...countVerdicts(findings), blocks: blocking(findings).length > 0, findings }
}

export function countVerdicts(findings: readonly Finding[]): Record<Verdict, number> {
  const of = (verdict: Verdict) => findings.filter((finding) => finding.verdict === verdict).length
  return { pass: of('pass'), warn: of('warn'), fail: of('fail') }
}

function renderTable(findings: readonly Finding[], inColour: boolean): string {
  const table = new CliTable({
    head: ['', 'Check', 'Found', 'What to do'],
    colWidths: WIDTHS,
    wordWrap: true,
    style: { head: [], border: [], compact: true },
  })
  for (const { verdict, title, found, mend = '' } of worstLast(findings)) {
    const texts = [title, found, mend].map((text, column) =>
      breakLongWords(text, (WIDTHS[column + 1] ?? 0) - PADDING),
    )
    table.push([
      inColour ? styleText(COLOURS[verdict], verdict, { validateStream: false }) : verdict,
      ...texts,
    ])
  }
  return table.toString()
}

/** What matters stands where a terminal ends. Otherwise the order is that of the checks. */
const worstLast = (findings: readonly Finding[]): Finding[] =>
  (['pass', 'warn', 'fail'] as const).flatMap((each) => findings.filter(({ verdict }) => verdict === each))

function summaryOf(findings: readonly Finding[]): string {
  const { pass, warn, fail } = countVerdicts(findings)
  const titles = [...new Set(blocking(findings).map(({ title }) => title))]
  const blocked =
    titles.length === 0 ? '' : ` npm run deploy does not start before this is mended: ${titles.join(', ')}.`
  return `${pass} passed, ${warn} ${warn === 1 ? 'warning' : 'warnings'}, ${fail} failed.${blocked}`
}
