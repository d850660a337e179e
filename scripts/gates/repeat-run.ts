import { compactTable } from '../commands/compact-table.ts'
import { runNode } from './run-node.ts'

/** What a run ended with: its closing line, and how long it took. */
export type Run = { passed: number; failed: number; seconds: number }

/**
 * Runs a program of Node over and over, each time in a process of its own, and goes on when a run fails: what fails by
 * chance is seen by how often it does. What the runs print is seen as it comes.
 *
 * @param args what to run, as Node's own arguments; it ends with the line `N passed, N failed`
 */
export async function repeatRun(args: readonly string[], times: number): Promise<Run[]> {
  const runs: Run[] = []
  while (runs.length < times) {
    console.log(`\nRun ${runs.length + 1} of ${times}\n`)
    const started = performance.now()
    const { status, stdout } = await runNode(args, { showsErrors: true, showsOutput: true })
    runs.push({ ...readClosing(stdout, status), seconds: (performance.now() - started) / 1000 })
  }
  return runs
}

/** The runs as a table, a line each. */
export function printRuns(runs: readonly Run[]): string {
  const rows = runs.map(({ passed, failed, seconds }, index) =>
    [index + 1, passed, failed, seconds.toFixed(0)].map(String),
  )
  return compactTable(['run', 'passed', 'failed', 'seconds'], [6, 9, 9, 10], rows)
}

// A run that ended without its closing line, or with an error in spite of it, is one thing that failed.
function readClosing(stdout: string, status: number): Omit<Run, 'seconds'> {
  const [, passed = 0, failed = 1] = /^(\d+) passed, (\d+) failed$/u.exec(lastLineOf(stdout)) ?? []
  return { passed: Number(passed), failed: Math.max(Number(failed), status === 0 ? 0 : 1) }
}

const lastLineOf = (text: string): string => text.trimEnd().split('\n').at(-1) ?? ''
