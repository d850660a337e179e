import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import { format, resolveConfig } from 'prettier'

import type { Reason } from '../lib/core/refusals.ts'
import { REASONS } from '../lib/core/refusals.ts'
import { SETTINGS } from '../lib/settings.ts'
import { REFUSAL_MEANINGS } from './refusal-meanings.ts'

const readme = join(import.meta.dirname, '../README.md')

const TABLES: Record<string, () => string[][]> = {
  refusals: () => [
    ['Code', 'The person reads', 'When'],
    ...(Object.keys(REASONS) as Reason[]).map((reason) => [
      `\`${reason}\``,
      REASONS[reason],
      REFUSAL_MEANINGS[reason],
    ]),
  ],
  settings: () => [
    ['Secret', 'Needed', 'What it is'],
    ...Object.entries(SETTINGS).map(([name, { required, about }]) => [
      `\`${name}\``,
      required ? 'yes' : 'no',
      about,
    ]),
  ],
}

/**
 * The text with every generated table made anew from the source, between `<!-- NAME:start -->` and
 * `<!-- NAME:end -->`, formatted as the project formats Markdown.
 */
export async function renderTables(text: string): Promise<string> {
  let rendered = text
  for (const [name, rows] of Object.entries(TABLES)) {
    const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`]
    const [from, to] = [rendered.indexOf(start), rendered.indexOf(end)]
    if (from < 0 || to < from) throw new Error(`README.md has no place for the table "${name}"`)
    const table = buildTable(rows())
    rendered = `${rendered.slice(0, from + start.length)}\n\n${table}\n\n${rendered.slice(to)}`
  }
  return format(rendered, { ...(await resolveConfig(readme)), parser: 'markdown' })
}

function buildTable([head = [], ...rows]: string[][]): string {
  const line = (cells: string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

async function main(): Promise<void> {
  const text = readFileSync(readme, 'utf8')
  const rendered = await renderTables(text)
  if (rendered === text) return console.log('README.md is current.')
  if (process.argv.includes('--check')) {
    console.error('README.md is not current. Run `npm run docs` and commit the result.')
    process.exitCode = 1
    return
  }
  writeFileSync(readme, rendered)
  console.log('README.md was made current.')
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) void main()
