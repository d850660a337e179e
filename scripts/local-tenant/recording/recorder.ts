import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { shapeOf } from './shape-of.ts'
import { withoutSecrets } from './without-secrets.ts'

/** What the tenant answered once. `route` is the path as the tenant's own code writes it, e.g. `/users/:id`. */
export type RecordedAnswer = {
  kind: 'management' | 'authentication'
  method: string
  route: string
  status: number
  request?: unknown
  /** Absent where the answer is no JSON. */
  response?: unknown
}

/** What an Action was handed once, without its secrets. */
export type RecordedEvent = { kind: 'event'; trigger: string; handler: string; event: unknown }

export type Recorded = RecordedAnswer | RecordedEvent

export type Recorder = { write(recorded: Recorded): void }

/** Shapes of one answer or event that are kept; what holds keys of anybody's choice has as many as there are tests. */
const SHAPE_LIMIT = 60

/**
 * Writes each shape of an answer or event down once, as a line of JSON without secrets, in a file of this process. A line
 * is on the disk before the answer goes out, so that nothing is lost however the process ends.
 *
 * @param folder is made where it does not exist
 */
export function createRecorder(folder: string): Recorder {
  const file = join(folder, `${process.pid}-${Date.now().toString(36)}.jsonl`)
  const known = new Map<string, Set<string>>()
  mkdirSync(folder, { recursive: true })
  return {
    write(recorded) {
      const shapes = known.get(nameOf(recorded)) ?? new Set()
      known.set(nameOf(recorded), shapes)
      const shape = shapeOf(recorded.kind === 'event' ? recorded.event : recorded.response)
      if (shapes.has(shape) || shapes.size >= SHAPE_LIMIT) return
      shapes.add(shape)
      appendFileSync(file, `${JSON.stringify(withoutSecrets(recorded))}\n`, { mode: 0o600 })
    },
  }
}

/** The recorder that the environment asks for with `FIDELITY_RECORD`, a folder; most of the time none. */
export function recorderOfEnvironment(): { recorder?: Recorder } {
  const folder = process.env['FIDELITY_RECORD'] ?? ''
  return folder === '' ? {} : { recorder: createRecorder(folder) }
}

function nameOf(recorded: Recorded): string {
  if (recorded.kind === 'event') return `${recorded.trigger} ${recorded.handler}`
  return `${recorded.kind} ${recorded.method} ${recorded.route} ${recorded.status}`
}
