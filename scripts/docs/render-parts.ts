import { format, resolveConfig } from 'prettier'
import { join } from 'node:path'

import { putPart } from './put-part.ts'

/**
 * A page with its generated parts made anew, between `<!-- NAME:start -->` and `<!-- NAME:end -->`.
 *
 * @param page the page's path from the root, for what is said of it
 * @param parts Markdown by name
 * @throws when the page has no place for one of them
 */
export function renderParts(
  text: string,
  page: string,
  parts: Readonly<Record<string, string>>,
): Promise<string> {
  return formatMarkdown(
    Object.entries(parts).reduce((before, [name, part]) => putPart(before, page, name, part), text),
  )
}

/** The text as the project formats Markdown. */
export async function formatMarkdown(text: string): Promise<string> {
  const config = await resolveConfig(join(import.meta.dirname, '../../README.md'))
  return format(text, { ...config, parser: 'markdown' })
}
