import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import { format, resolveConfig } from 'prettier'

import type { Reason } from '../lib/core/refusals.ts'
import { REASONS } from '../lib/core/refusals.ts'
import { DELIVERY_MEANINGS } from './delivery-meanings.ts'
import { scopeRows } from './deploy/scope-rows.ts'
import { checkRows } from './doctor/check-rows.ts'
import { failureRows } from './failure-rows.ts'
import { renderNumberTable } from './number-table.ts'
import { renderParsingMetadata } from './parsing-metadata.ts'
import { REFUSAL_MEANINGS } from './refusal-meanings.ts'
import { renderEnvExample } from './settings/render-env-example.ts'
import { renderTenantSecrets } from './settings/render-tenant-secrets.ts'
import { ciRows, settingsRows } from './settings/settings-rows.ts'

const root = join(import.meta.dirname, '..')
const readme = join(root, 'README.md')

const TABLES = {
  refusals: () => [
    ['Code', 'The person reads', 'When'],
    ...(Object.keys(REASONS) as Reason[]).map((reason) => [
      `\`${reason}\``,
      REASONS[reason],
      REFUSAL_MEANINGS[reason],
    ]),
  ],
  settings: settingsRows,
  checks: checkRows,
  scopes: scopeRows,
  ci: ciRows,
  people: () => failureRows('people'),
  numbers: () => failureRows('numbers'),
  outages: () => failureRows('outages'),
  deliveries: () => [
    ['Reason', 'What becomes of the code', 'When'],
    ...Object.entries(DELIVERY_MEANINGS).map(([reason, [becomes, meaning]]) => [
      `\`${reason}\``,
      becomes,
      meaning,
    ]),
  ],
} satisfies Record<string, () => string[][]>

const TABLES_OF = {
  'README.md': ['refusals', 'settings'],
  'docs/codes.md': ['deliveries'],
  'docs/deploying.md': ['scopes', 'ci'],
  'docs/doctor.md': ['checks'],
  'docs/what-happens-when.md': ['people', 'numbers', 'outages'],
} as const satisfies Record<string, readonly (keyof typeof TABLES)[]>

/**
 * The text with every generated table made anew from the source, between `<!-- NAME:start -->` and
 * `<!-- NAME:end -->`, formatted as the project formats Markdown.
 */
async function renderTables(text: string, file: keyof typeof TABLES_OF = 'README.md'): Promise<string> {
  let rendered = text
  for (const name of TABLES_OF[file]) {
    const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`]
    const [from, to] = [rendered.indexOf(start), rendered.indexOf(end)]
    if (from < 0 || to < from) throw new Error(`${file} has no place for the table "${name}"`)
    const table = buildTable(TABLES[name]())
    rendered = `${rendered.slice(0, from + start.length)}\n\n${table}\n\n${rendered.slice(to)}`
  }
  return format(rendered, { ...(await resolveConfig(readme)), parser: 'markdown' })
}

function buildTable([head = [], ...rows]: string[][]): string {
  const line = (cells: string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** Every generated file with its text made anew. */
const GENERATED: Record<string, (present: string) => Promise<string>> = {
  'README.md': renderTables,
  'docs/codes.md': (text) => renderTables(text, 'docs/codes.md'),
  'docs/deploying.md': (text) => renderTables(text, 'docs/deploying.md'),
  'docs/doctor.md': (text) => renderTables(text, 'docs/doctor.md'),
  'docs/what-happens-when.md': (text) => renderTables(text, 'docs/what-happens-when.md'),
  '.env.example': () => Promise.resolve(renderEnvExample()),
  'tenant.yaml': (text) => formatSource(renderTenantSecrets(text), 'yaml'),
  'lib/core/number-table.ts': () => formatSource(renderNumberTable(), 'typescript'),
  'lib/adapters/parsing-metadata.ts': () => formatSource(renderParsingMetadata(), 'typescript'),
}

async function formatSource(text: string, parser: 'typescript' | 'yaml'): Promise<string> {
  return format(text, { ...(await resolveConfig(readme)), parser })
}

async function main(): Promise<void> {
  for (const [name, render] of Object.entries(GENERATED)) {
    const file = join(root, name)
    const present = existsSync(file) ? readFileSync(file, 'utf8') : ''
    const rendered = await render(present)
    if (rendered === present) {
      console.log(`${name} is current.`)
    } else if (process.argv.includes('--check')) {
      console.error(`${name} is not current. Run \`npm run docs\` and commit the result.`)
      process.exitCode = 1
    } else {
      writeFileSync(file, rendered)
      console.log(`${name} was made current.`)
    }
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) void main()
