import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import { format, resolveConfig } from 'prettier'

import type { Reason } from '../lib/core/refusals.ts'
import { REASONS } from '../lib/core/refusals.ts'
import { DELIVERY_MEANINGS } from './delivery-meanings.ts'
import { scopeRows } from './deploy/scope-rows.ts'
import { attackTable, weakenedTable } from './attacks/attack-table.ts'
import { checkRows } from './doctor/check-rows.ts'
import { markdownTable } from './docs/markdown-table.ts'
import { renderParts } from './docs/render-parts.ts'
import { failureRows } from './failure-rows.ts'
import { FIDELITY_FILES } from './fidelity/fidelity-tables.ts'
import { renderFidelity } from './fidelity/render-fidelity.ts'
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
  attacks: attackTable,
  weakened: weakenedTable,
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
  'docs/attacks.md': ['attacks', 'weakened'],
  'docs/codes.md': ['deliveries'],
  'docs/deploying.md': ['scopes', 'ci'],
  'docs/doctor.md': ['checks'],
  'docs/what-happens-when.md': ['people', 'numbers', 'outages'],
} as const satisfies Record<string, readonly (keyof typeof TABLES)[]>

function renderTables(text: string, file: keyof typeof TABLES_OF): Promise<string> {
  const parts = TABLES_OF[file].map((name) => [name, markdownTable(TABLES[name]())])
  return renderParts(text, file, Object.fromEntries(parts) as Record<string, string>)
}

const PAGES = Object.keys(TABLES_OF) as (keyof typeof TABLES_OF)[]
const FIDELITY_PAGES = Object.keys(FIDELITY_FILES) as (keyof typeof FIDELITY_FILES)[]

/** Every generated file with its text made anew. */
const GENERATED: Record<string, (present: string) => Promise<string>> = {
  ...Object.fromEntries(PAGES.map((page) => [page, (text: string) => renderTables(text, page)])),
  ...Object.fromEntries(FIDELITY_PAGES.map((page) => [page, (text: string) => renderFidelity(text, page)])),
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
