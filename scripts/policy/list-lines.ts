import { once } from 'node:events'
import type { Writable } from 'node:stream'

import type { ReplayedLine } from './replay.ts'

const HEADER = ['line', 'time', 'user', 'number', 'ip_country', 'verdict', 'reason']
/** Characters that are written at once. */
const CHUNK = 65_536

/** Writes every line with its verdict as CSV; waits for the reader where it is slow. */
export function lineList(output: Writable): {
  add(line: ReplayedLine): Promise<void> | undefined
  end(): Promise<void>
} {
  let text = csvLine(HEADER)
  const write = async () => {
    const chunk = text
    text = ''
    if (!output.write(chunk)) await once(output, 'drain')
  }
  return {
    add(line) {
      text += csvLine(fieldsOf(line))
      return text.length < CHUNK ? undefined : write()
    },
    end: write,
  }
}

function fieldsOf(replayed: ReplayedLine): string[] {
  const line = String(replayed.line)
  if (replayed.kind === 'bad') return [line, '', '', '', '', 'bad', replayed.problem]
  const { attempt, verdict } = replayed
  const { at, user, number, ipCountry } = attempt
  const reason = verdict.kind === 'sent' ? '' : verdict.why
  return [line, at.toISOString(), user, number, ipCountry, verdict.kind, reason]
}

/** One record of RFC 4180. */
function csvLine(fields: readonly string[]): string {
  const quoted = fields.map((field) => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field))
  return `${quoted.join(',')}\n`
}
