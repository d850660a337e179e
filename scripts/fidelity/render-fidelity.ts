import { markdownTable } from '../docs/markdown-table.ts'
import { renderParts } from '../docs/render-parts.ts'
import { FIDELITY_FILES, fidelityTables } from './fidelity-tables.ts'

/**
 * A README of the local tenant with its tables made anew.
 *
 * @throws when the text has no place for one of its tables
 */
export function renderFidelity(text: string, file: keyof typeof FIDELITY_FILES): Promise<string> {
  const tables = fidelityTables()
  const parts = FIDELITY_FILES[file].map((name) => [name, markdownTable(tables[name])])
  return renderParts(text, file, Object.fromEntries(parts) as Record<string, string>)
}
