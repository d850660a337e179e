import { join } from 'node:path'

import { reportJest } from './run-jest.ts'
import type { PackageCommand, Ran } from './run-node.ts'
import { binOf, runNode } from './run-node.ts'

const root = join(import.meta.dirname, '../..')
const reports = join(root, '.cache/reports')

/** How many truths a gate checked, and what is to be read when one does not hold; `shown` is to be read anyway. */
export type GateResult = { passed: number; failed: number; output: string; shown?: string }

/** One thing that has to be true of the project, and how that is found out. */
export type Gate = {
  name: string
  truth: string
  /** Whether it depends on no time and no port, so that it may be checked beside others. */
  beside?: boolean
  /** Whether it takes minutes of its own; checked by `npm test -- all`, as CI does, or by its name. */
  slow?: boolean
  /** Slow set-up that may begin while cheaper gates are checked; `check` waits for it. */
  prepare?: () => Promise<unknown>
  check(): Promise<GateResult>
}

/**
 * A gate that holds when the package's command exits 0; a truth of its own.
 * @param cache further arguments, made when it is checked
 */
export function commandGate(
  name: string,
  truth: string,
  command: PackageCommand,
  args: string[],
  cache: () => string[],
): Gate {
  const check = async () => judge(await runNode([binOf(command), ...args, ...cache()]))
  return { name, truth, beside: true, check }
}

/** A gate that holds when one of our own scripts exits 0. */
export function scriptGate(name: string, truth: string, script: string, args: string[]): Gate {
  return { name, truth, beside: true, check: async () => judge(await runScript(script, args)) }
}

/** A gate that holds when one of our own commands exits 0, whose tables are to be read whether it does or not. */
export function proofGate(
  name: string,
  truth: string,
  script: string,
  more: { args?: readonly string[]; environment?: () => Promise<NodeJS.ProcessEnv> } = {},
): Gate {
  const { args = [], environment = () => Promise.resolve({}) } = more
  return {
    name,
    truth,
    slow: true,
    async check() {
      const ran = await runScript(script, args, await environment())
      return { ...judge(ran), shown: ran.stdout }
    },
  }
}

function runScript(
  script: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<Ran> {
  return runNode(['--import', 'tsx', join(root, script), ...args], { environment })
}

function judge({ status, output }: Ran): GateResult {
  return status === 0 ? { passed: 1, failed: 0, output } : { passed: 0, failed: 1, output }
}

/**
 * A gate of one jest project; every test is a truth.
 * @param more.environment what jest needs besides, made just before
 * @param more.runs further options of each run, where it takes several: every file of tests has to be in one of them
 */
export function jestGate(
  name: string,
  truth: string,
  more: { environment?: () => Promise<NodeJS.ProcessEnv>; runs?: readonly string[][] } = {},
): Gate {
  const { environment = () => Promise.resolve({}), runs = [[]] } = more
  return {
    name,
    truth,
    prepare: environment,
    async check() {
      const total: GateResult = { passed: 0, failed: 0, output: '' }
      for (const [index, args] of runs.entries()) {
        const report = `${name}${index > 0 ? `-${index + 1}` : ''}`
        const { passed, failed, output } = await checkTests(name, report, args, await environment())
        total.passed += passed
        total.failed += failed
        total.output += output
      }
      return total
    },
  }
}

async function checkTests(
  project: string,
  reportName: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<GateResult> {
  const file = join(reports, `${reportName}.json`)
  const { status, output, report } = await reportJest(
    project,
    file,
    ['--maxWorkers=100%', ...args],
    environment,
  )
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = report ?? NOTHING_RAN
  const counted = numFailedTests + numRuntimeErrorTestSuites
  // Jest also fails for a coverage threshold, or for having found no test at all.
  const failed = status !== 0 && counted === 0 ? 1 : counted
  return { passed: numPassedTests, failed, output }
}

const NOTHING_RAN = { numPassedTests: 0, numFailedTests: 0, numRuntimeErrorTestSuites: 1 }
