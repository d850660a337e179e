import { styleText } from 'node:util'
import { compactTable } from '../commands/compact-table.ts'
import type { Diagnosis } from './diagnose.ts'
import { blocking } from './examine.ts'
import type { Finding, Verdict } from './finding.ts'

/** Characters of the columns, their paddings included; with the lines between, 100. */
const WIDTHS = [6, 22, 33, 34]

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
  return compactTable(
    ['', 'Check', 'Found', 'What to do'],
    WIDTHS,
    worstLast(findings).map(({ verdict, title, found, mend = '' }) => [
      inColour ? styleText(COLOURS[verdict], verdict, { validateStream: false }) : verdict,
      ...[title, found, mend],
    ]),
  )
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
