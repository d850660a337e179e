import { stripVTControlCharacters } from 'node:util'
import CliTable from 'cli-table3'

const PADDING = 2

/**
 * A table for a terminal, wrapped at words, without lines between rows.
 *
 * @param widths characters of the columns, their paddings included
 */
export function compactTable(
  head: readonly string[],
  widths: readonly number[],
  rows: readonly (readonly string[])[],
): string {
  const table = new CliTable({
    ...{ head: [...head], colWidths: [...widths], wordWrap: true },
    style: { head: [], border: [], compact: true },
  })
  for (const row of rows)
    table.push(row.map((text, column) => breakLongWords(text, (widths[column] ?? 0) - PADDING)))
  return table.toString()
}

/** The text with every word broken that is longer than a line, such as a URL: a table would cut it off. */
function breakLongWords(text: string, width: number): string {
  // Colours take no room, and must not be broken.
  if (stripVTControlCharacters(text) !== text) return text
  const tooLong = new RegExp(`\\S{${width}}(?=\\S)`, 'gu')
  return text.replace(tooLong, (part) => `${part}\n`)
}
