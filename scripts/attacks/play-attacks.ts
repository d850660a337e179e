import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

import { consoleProgress } from '../demo/progress.ts'
import { TENANTS_VARIABLE } from '../gates/tenant-addresses.ts'
import { startWorkerTenants, stopWorkerTenants } from '../gates/worker-tenants.ts'

const root = join(import.meta.dirname, '../..')
const jest = join(root, 'node_modules/jest/bin/jest.js')
const reports = join(root, '.cache/reports')

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
    return await runJest(
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

type Report = {
  testResults: {
    message: string
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[]
  }[]
}

async function runJest(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<Played> {
  mkdirSync(reports, { recursive: true })
  const file = join(reports, 'attacks-command.json')
  rmSync(file, { force: true })
  const how = ['--selectProjects=attacks', '--json', '--outputFile', file, '--maxWorkers=100%']
  const output = await runNode([jest, ...how, ...args], environment)
  const { testResults } = readReport(file, output)
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

function readReport(file: string, output: string): Report {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report
  } catch {
    return { testResults: [{ message: output, assertionResults: [] }] }
  }
}

/** @returns what jest says while it works, and where it fails */
async function runNode(args: string[], environment: NodeJS.ProcessEnv): Promise<string> {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let output = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', () => resolve(output))
  })
}
