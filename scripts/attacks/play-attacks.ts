import { join } from 'node:path'

import { consoleProgress } from '../demo/progress.ts'
import { reportJest } from '../gates/run-jest.ts'
import { TENANTS_VARIABLE } from '../gates/tenant-addresses.ts'
import { startWorkerTenants, stopWorkerTenants } from '../gates/worker-tenants.ts'

const REPORT = join(import.meta.dirname, '../../.cache/reports/attacks-command.json')

export type Played = {
  /** By title of the test: why it failed; empty for one that passed. One that was not played is not there. */
  failures: ReadonlyMap<string, string>
  /** What jest said, where it could not even begin. */
  trouble: string
}

/**
 * Plays attacks by jest, against tenants that have been started for its workers.
 * @param prove also against the weakened builds
 * @param row only this one, as `T07`
 */
export async function playAttacks({ prove, row }: { prove: boolean; row?: string }): Promise<Played> {
  const areThere = process.env[TENANTS_VARIABLE] !== undefined
  try {
    const progress = consoleProgress(process.stderr)
    const tenants = areThere ? {} : await startWorkerTenants(undefined, { progress })
    return await play(
      [
        ...['--testPathPatterns', `tests/attacks/(rows|refused${prove ? '|caught' : ''})`],
        ...(row === undefined ? [] : ['--testNamePattern', `^${row} `]),
      ],
      tenants,
    )
  } finally {
    await stopWorkerTenants()
  }
}

async function play(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<Played> {
  const how = ['--maxWorkers=100%', ...args]
  const { output, report } = await reportJest('attacks', REPORT, how, environment)
  if (report === undefined) return { failures: new Map(), trouble: output }
  const { testResults } = report
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults)
  const played = tests.filter(({ status }) => status === 'passed' || status === 'failed')
  return {
    failures: new Map(played.map(({ fullName, failureMessages }) => [fullName, failureMessages.join('\n')])),
    trouble: testResults
      .filter(({ assertionResults }) => assertionResults.length === 0)
      .map(({ message }) => message)
      .join('\n'),
  }
}
