import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Recorded } from '../local-tenant/recording/recorder.ts'
import { shapeOf } from '../local-tenant/recording/shape-of.ts'

/** Everything that the tenants of a run wrote down, each shape once, whichever process wrote it. */
export function readRecordings(folder: string): Recorded[] {
  if (!existsSync(folder)) return []
  const names = readdirSync(folder).filter((name) => name.endsWith('.jsonl'))
  const lines = names.flatMap((name) => wholeLines(readFileSync(join(folder, name), 'utf8')))
  const byShape = new Map<string, Recorded>()
  for (const line of new Set(lines)) {
    const recorded = JSON.parse(line) as Recorded
    byShape.set(keyOf(recorded), recorded)
  }
  return [...byShape.values()]
}

/** The last line of a process that was killed may be cut off. */
function wholeLines(text: string): string[] {
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter(Boolean)
}

function keyOf(recorded: Recorded): string {
  if (recorded.kind === 'event') return `${recorded.trigger} ${recorded.handler} ${shapeOf(recorded.event)}`
  const { kind, method, route, status, response } = recorded
  return `${kind} ${method} ${route} ${status} ${shapeOf(response)}`
}
