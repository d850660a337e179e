import { runJest } from '../gates/run-jest.ts'

/**
 * Runs the tests of the jest project `faults`; what they say goes to stderr.
 * @param paths the source of a regular expression on their paths; all of them without it
 * @returns whether they passed
 */
export async function runFaultTests(
  workers: number,
  environment: NodeJS.ProcessEnv,
  paths?: string,
): Promise<boolean> {
  const which = paths === undefined ? [] : ['--testPathPatterns', paths]
  const how = [`--maxWorkers=${workers}`, ...which]
  const { status } = await runJest('faults', how, { environment, showsErrors: true })
  return status === 0
}
