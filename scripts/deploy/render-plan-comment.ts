import { asCode, asText } from './github-markdown.ts'
import type { PlanItem, ShownPlan } from './plan.ts'
import { count } from './show-plan.ts'

/** By which the comment of an earlier run is found; people do not see it. */
export const COMMENT_MARK = '<!-- phone-linking-plan -->'

/** Bytes. GitHub takes 65,536 characters, Linux 131,072 bytes in one environment variable. */
const LIMIT = 60_000

const TOO_LONG =
  '\n\nThe plan is longer than a comment may be: `npm run deploy -- --dry-run` shows all of it.'

/** The plan as a comment on a pull request, in Markdown as GitHub has it. Names of others cannot break it. */
export function renderPlanComment(plan: ShownPlan): string {
  const { items, bindings, notes } = plan
  const changed = items.filter(({ change }) => change !== 'keep')
  const kept = items.filter(({ change }) => change === 'keep')
  const orders = Object.entries(bindings).filter(([, { before, after }]) => isOther(before, after))
  const parts = [
    COMMENT_MARK,
    headline(plan),
    section('', changed.map(renderItem)),
    section('Order of Actions', orders.map(renderOrder)),
    section(
      'To know',
      notes.map((note) => `- ${asText(note)}`),
    ),
    folded(`${kept.length} kept as they are`, kept.map(renderItem)),
  ]
  return fitting(parts.filter((part) => part !== '').join('\n\n'))
}

function headline({ tenant, changes }: ShownPlan): string {
  const what = changes === 0 ? 'nothing to change' : count(changes, 'change')
  return `### Phone linking: ${what} in ${asCode(tenant)}`
}

function renderItem({ type, name, change, details }: PlanItem): string {
  const mark = change === 'keep' ? '' : `**${change}** `
  return [
    `- ${mark}${asText(type)} ${asCode(name)}`,
    ...details.map((detail) => `  - ${asText(detail)}`),
  ].join('\n')
}

function renderOrder([trigger, { before, after }]: [string, ShownPlan['bindings'][string]]): string {
  const list = (names: readonly string[]) => (names.length === 0 ? 'none' : names.map(asCode).join(', '))
  return [`- ${asCode(trigger)}`, `  - before: ${list(before)}`, `  - after: ${list(after)}`].join('\n')
}

const isOther = (before: readonly string[], after: readonly string[]): boolean =>
  before.length !== after.length || before.some((name, index) => name !== after[index])

function section(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return ''
  return `${title === '' ? '' : `**${title}**\n\n`}${lines.join('\n')}`
}

const folded = (title: string, lines: readonly string[]): string =>
  lines.length === 0 ? '' : `<details><summary>${title}</summary>\n\n${lines.join('\n')}\n\n</details>`

/** Whole lines, as many as fit. What is kept comes last, so it goes first. */
function fitting(text: string): string {
  if (Buffer.byteLength(text) <= LIMIT) return text
  const [upToKept = ''] = text.split('\n\n<details>')
  const lines: string[] = []
  let size = Buffer.byteLength(TOO_LONG)
  for (const line of upToKept.split('\n')) {
    size += Buffer.byteLength(line) + 1
    if (size > LIMIT) break
    lines.push(line)
  }
  return lines.join('\n').trimEnd() + TOO_LONG
}
