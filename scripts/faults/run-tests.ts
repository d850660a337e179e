import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const root = join(import.meta.dirname, '../..')

/**
 * Runs the tests of the jest project `faults`; what they say goes to stderr.
 * @param paths the source of a regular expression on their paths; all of them without it
 * @returns whether they passed
 */
export function runFaultTests(
  workers: number,
  environment: NodeJS.ProcessEnv,
  paths?: string,
): Promise<boolean> {
  const jest = createRequire(import.meta.url).resolve('jest/package.json')
  const which = ['--selectProjects=faults', ...(paths === undefined ? [] : [`--testPathPatterns=${paths}`])]
  const child = spawn(
    process.execPath,
    [join(dirname(jest), 'bin/jest.js'), ...which, `--maxWorkers=${workers}`],
    { cwd: root, env: { ...process.env, ...environment }, stdio: ['ignore', 'ignore', 'inherit'] },
  )
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (status) => resolve(status === 0))
  })
}
