import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { FIDELITY_FILES, fidelityTables } from './fidelity-tables.ts'

const root = join(import.meta.dirname, '..', '..')

/**
 * A README of the local tenant with its tables made anew, between `<!-- NAME:start -->` and `<!-- NAME:end -->`.
 *
 * @throws when the text has no place for one of its tables
 */
export async function renderFidelity(text: string, file: keyof typeof FIDELITY_FILES): Promise<string> {
  const tables = fidelityTables()
  let rendered = text
  for (const name of FIDELITY_FILES[file]) {
    const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`]
    const [from, to] = [rendered.indexOf(start), rendered.indexOf(end)]
    if (from < 0 || to < from) throw new Error(`${file} has no place for the table "${name}".`)
    rendered = `${rendered.slice(0, from + start.length)}\n\n${markdown(tables[name])}\n\n${rendered.slice(to)}`
  }
  const config = await resolveConfig(join(root, 'README.md'))
  return format(rendered, { ...config, parser: 'markdown' })
}

function markdown([head = [], ...rows]: string[][]): string {
  const line = (cells: string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
