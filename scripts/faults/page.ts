import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { formatMarkdown } from '../docs/render-parts.ts'

const page = join(import.meta.dirname, '../../docs/faults.md')

/** The page of the docs, formatted as the project formats Markdown, written or held against what is there. */
export async function settlePage(text: string, write: boolean): Promise<'current' | 'written' | 'outdated'> {
  const formatted = await formatMarkdown(text)
  const present = existsSync(page) ? readFileSync(page, 'utf8') : ''
  if (present === formatted) return 'current'
  if (!write) return 'outdated'
  writeFileSync(page, formatted)
  return 'written'
}
