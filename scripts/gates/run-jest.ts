import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'

import type { Ran } from './run-node.ts'
import { binOf, runNode } from './run-node.ts'

/** What jest reports with `--json`, as far as anybody here reads it. */
export type JestReport = {
  numPassedTests: number
  numFailedTests: number
  numRuntimeErrorTestSuites: number
  testResults: {
    /** The absolute path of the file. */
    name: string
    /** What is wrong with the file, or its failures. */
    message: string
    assertionResults: { title: string; fullName: string; status: string; failureMessages: string[] }[]
  }[]
}

/** Runs tests of one of jest's projects. See {@link runNode}. */
export function runJest(
  project: string,
  args: readonly string[],
  more?: Parameters<typeof runNode>[1],
): Promise<Ran> {
  return runNode([binOf('jest'), '--selectProjects', project, ...args], more)
}

/**
 * The same, and reads what jest reports.
 * @param file where it reports to, anew
 * @returns without a report where jest could not even begin: its output says why
 */
export async function reportJest(
  project: string,
  file: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<Ran & { report?: JestReport }> {
  mkdirSync(dirname(file), { recursive: true })
  rmSync(file, { force: true })
  const ran = await runJest(project, ['--json', '--outputFile', file, ...args], { environment })
  const report = readReport(file)
  return report === undefined ? ran : { ...ran, report }
}

function readReport(file: string): JestReport | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as JestReport
  } catch {
    return undefined
  }
}
