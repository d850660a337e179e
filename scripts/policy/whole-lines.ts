/** Stands for a line that cannot be split into fields. */
export const BROKEN_LINE = '\u0000'
const LONGEST_LINE = 65_536
const BYTE_ORDER_MARK = /^\uFEFF/

const FIELD = String.raw`(?:[^",]*|"[^"]*(?:""[^"]*)*")`
const RFC_4180 = new RegExp(`^${FIELD}(?:,${FIELD})*$`)

/**
 * Text of any chunks as text of whole lines, so that one line is one record and a broken one spoils no other: a quote
 * that is not closed would otherwise swallow the lines up to the next one. Line ends become `\n`.
 */
export async function* wholeLines(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let rest: string | undefined
  for await (const chunk of chunks) {
    const text = rest === undefined ? chunk.replace(BYTE_ORDER_MARK, '') : rest + chunk
    const end = text.lastIndexOf('\n') + 1
    if (end > 0) yield mend(text.slice(0, end))
    rest = shorten(text.slice(end))
  }
  if (rest) yield mend(rest)
}

function mend(lines: string): string {
  const text = lines.includes('\r') ? lines.replaceAll(/\r+(?=\n|$)/g, '') : lines
  return text.includes('"') || text.length > LONGEST_LINE ? text.split('\n').map(mendLine).join('\n') : text
}

function mendLine(line: string): string {
  return line.length > LONGEST_LINE || (line.includes('"') && !RFC_4180.test(line)) ? BROKEN_LINE : line
}

// Nothing is lost by forgetting the middle of a line that is too long anyway.
function shorten(rest: string): string {
  return rest.length > LONGEST_LINE ? rest.slice(0, LONGEST_LINE + 1) : rest
}
