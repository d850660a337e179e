import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

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

/** A gate that holds when the package's command exits 0; a truth of its own. */
export function commandGate(name: string, truth: string, command: PackageCommand, args: string[]): Gate {
  return {
    name,
    truth,
    beside: true,
    async check() {
      const { status, output } = await runNode([binOf(command), ...args])
      return status === 0 ? { passed: 1, failed: 0, output } : { passed: 0, failed: 1, output }
    },
  }
}

/** A gate that holds when one of our own scripts exits 0. */
export function scriptGate(name: string, truth: string, script: string, args: string[]): Gate {
  return {
    name,
    truth,
    beside: true,
    async check() {
      const { status, output } = await runNode(['--import', 'tsx', join(root, script), ...args])
      return status === 0 ? { passed: 1, failed: 0, output } : { passed: 0, failed: 1, output }
    },
  }
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
      const command = ['--import', 'tsx', join(root, script), ...args]
      const { status, output, stdout } = await runNode(command, await environment())
      return status === 0 ? { passed: 1, failed: 0, output, shown: stdout } : { passed: 0, failed: 1, output }
    },
  }
}

type JestReport = { numPassedTests: number; numFailedTests: number; numRuntimeErrorTestSuites: number }

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
        const { passed, failed, output } = await runJest(name, report, args, await environment())
        total.passed += passed
        total.failed += failed
        total.output += output
      }
      return total
    },
  }
}

async function runJest(
  project: string,
  reportName: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<GateResult> {
  mkdirSync(reports, { recursive: true })
  const report = join(reports, `${reportName}.json`)
  rmSync(report, { force: true })
  const how = ['--selectProjects', project, '--json', '--outputFile', report, '--maxWorkers=100%']
  const { status, output } = await runNode([binOf('jest'), ...how, ...args], environment)
  return countTests(report, status, output)
}

function countTests(report: string, status: number, output: string): GateResult {
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = readReport(report)
  const counted = numFailedTests + numRuntimeErrorTestSuites
  // Jest also fails for a coverage threshold, or for having found no test at all.
  const failed = status !== 0 && counted === 0 ? 1 : counted
  return { passed: numPassedTests, failed, output }
}

function readReport(report: string): JestReport {
  try {
    return JSON.parse(readFileSync(report, 'utf8')) as JestReport
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, numRuntimeErrorTestSuites: 1 }
  }
}

type PackageCommand = 'prettier' | 'eslint' | 'tsc' | 'jest'

const PACKAGES: Record<PackageCommand, string> = {
  prettier: 'prettier',
  eslint: 'eslint',
  tsc: 'typescript',
  jest: 'jest',
}

// Without npx or a shell: the same on every platform.
function binOf(command: PackageCommand): string {
  const manifest = createRequire(import.meta.url).resolve(`${PACKAGES[command]}/package.json`)
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8')) as { bin: string | Record<string, string> }
  const path = typeof bin === 'string' ? bin : bin[command]
  if (path === undefined) throw new Error(`${PACKAGES[command]} has no command ${command}`)
  return join(dirname(manifest), path)
}

function runNode(
  args: string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<{ status: number; output: string; stdout: string }> {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const chunks: Buffer[] = []
  const printed: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => {
    chunks.push(chunk)
    printed.push(chunk)
  })
  child.stderr.on('data', (chunk: Buffer) => void chunks.push(chunk))
  const textOf = (parts: Buffer[]): string => Buffer.concat(parts).toString()
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (status) =>
      resolve({ status: status ?? 1, output: textOf(chunks), stdout: textOf(printed) }),
    )
  })
}
