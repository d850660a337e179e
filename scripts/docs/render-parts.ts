import { join } from 'node:path'

import { format, resolveConfig } from 'prettier'

/**
 * A page with its generated parts made anew, between `<!-- NAME:start -->` and `<!-- NAME:end -->`, formatted as the
 * project formats Markdown.
 *
 * @param page the page's path from the root, for what is said of it
 * @param parts Markdown by name
 * @throws when the page has no place for one of them
 */
export async function renderParts(
  text: string,
  page: string,
  parts: Readonly<Record<string, string>>,
): Promise<string> {
  const rendered = Object.entries(parts).reduce(
    (before, [name, part]) => putPart(before, page, name, part),
    text,
  )
  const config = await resolveConfig(join(import.meta.dirname, '../../README.md'))
  return format(rendered, { ...config, parser: 'markdown' })
}

function putPart(text: string, page: string, name: string, part: string): string {
  const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`]
  const [from, to] = [text.indexOf(start), text.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`${page} has no place for "${name}", from ${start} to ${end}.`)
  return `${text.slice(0, from + start.length)}\n\n${part}\n\n${text.slice(to)}`
}
