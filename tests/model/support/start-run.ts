import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Order, Report } from './run-sequences.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const program = join(import.meta.dirname, 'run-sequences.ts')

/** Plays sequences in a process of its own. @throws when it ends without a report */
export async function startRun(order: Order): Promise<Report> {
  const child = spawn(process.execPath, ['--import', 'tsx', program], {
    ...{ cwd: root, stdio: ['pipe', 'pipe', 'inherit'] },
  })
  child.stdin.end(JSON.stringify(order))
  const [stdout] = await Promise.all([text(child.stdout), once(child, 'close')])
  if (child.exitCode !== 0) throw new Error(`The sequences ended with exit code ${child.exitCode}.`)
  return JSON.parse(stdout) as Report
}

/** Keeps a report for whoever adds them up. */
export function keepReport(name: string, report: Report): void {
  const folder = join(root, '.cache', 'reports')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `model-${name}.json`), JSON.stringify(report))
}
