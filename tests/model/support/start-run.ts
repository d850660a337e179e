import { execFile } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Order, Report } from './run-sequences.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const program = join(import.meta.dirname, 'run-sequences.ts')

/** Plays sequences in a process of its own. @throws when it ends without a report */
export async function startRun(order: Order): Promise<Report> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', program, JSON.stringify(order)],
    { cwd: root, maxBuffer: 64 * 1024 * 1024 },
  )
  return JSON.parse(stdout) as Report
}

/** Keeps a report for whoever adds them up. */
export function keepReport(name: string, report: Report): void {
  const folder = join(root, '.cache', 'reports')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `model-${name}.json`), JSON.stringify(report))
}
