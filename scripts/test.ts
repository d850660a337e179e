import { rmSync } from 'node:fs'
import { join } from 'node:path'

import { Command } from 'commander'

import { wholeNumber } from './commands/whole-number.ts'
import type { Gate, GateResult } from './gates/gate.ts'
import { GATES } from './gates/gates.ts'
import { printRuns, repeatRun } from './gates/repeat-run.ts'
import { stopWorkerTenants } from './gates/worker-tenants.ts'

/** What CI checks: the gates that take minutes of their own as well. */
const ALL = 'all'
// Programs that tests start over and over need not be compiled each time (by Node 22; Node 20 takes no notice).
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, '..', '.cache', 'compiled')

const names = GATES.map(({ name }) => name)

const command = new Command('npm test --')
  .description('Checks everything that must be true of this project.')
  .argument('[gates...]', `only these: ${names.join(', ')}; or all`)
  .option(
    '--times <number>',
    'so many runs, one after the other: shows what fails by chance',
    wholeNumber(99),
    1,
  )
  .action(run)

async function run(wanted: string[], { times }: { times: number }): Promise<void> {
  const unknown = wanted.filter((name) => name !== ALL && !names.includes(name))
  if (unknown.length > 0)
    command.error(`There is no gate ${unknown.join(', ')}. There are: ${names.join(', ')}.`)
  await (times === 1 ? checkGates(wanted) : checkRepeatedly(wanted, times))
}

async function checkRepeatedly(wanted: string[], times: number): Promise<void> {
  const runs = await repeatRun([...process.execArgv, import.meta.filename, ...wanted], times)
  console.log(`\n${printRuns(runs)}`)
  close(runs)
}

async function checkGates(wanted: string[]): Promise<void> {
  const chosen = GATES.filter(({ name, slow }) =>
    wanted.length === 0 ? !slow : wanted.includes(ALL) || wanted.includes(name),
  )

  if (chosen.some(({ name }) => name === 'fidelity')) recordTenants()
  // What goes wrong here is met again, and reported, by the gate that needed it.
  for (const { prepare } of chosen) prepare?.().catch(() => undefined)

  const results: GateResult[] = []
  const begun = new Map(chosen.filter(({ beside }) => beside).map((gate) => [gate, checkTimed(gate)]))
  for (const gate of chosen) results.push(report(gate, await (begun.get(gate) ?? checkTimed(gate))))
  const left = GATES.filter((gate) => wanted.length === 0 && !chosen.includes(gate)).map(({ name }) => name)
  if (left.length > 0) console.log(`\nLeft to \`npm test -- ${ALL}\`: ${left.join(', ')}`)
  close(results)
}

/** The last line, and the exit code. */
function close(results: readonly { passed: number; failed: number }[]): void {
  const passed = results.reduce((sum, result) => sum + result.passed, 0)
  const failed = results.reduce((sum, result) => sum + result.failed, 0)
  console.log(`\n${passed} passed, ${failed} failed`)
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1
}

/** Every tenant that a gate starts writes down what it answers, for the last gate to look at. */
function recordTenants(): void {
  const folder = join(import.meta.dirname, '..', '.cache', 'fidelity')
  rmSync(folder, { recursive: true, force: true })
  process.env['FIDELITY_RECORD'] = folder
}

type Timed = GateResult & { seconds: string }

async function checkTimed(gate: Gate): Promise<Timed> {
  const started = performance.now()
  const result = await gate.check().catch(asFailure)
  return { ...result, seconds: ((performance.now() - started) / 1000).toFixed(1) }
}

function report(gate: Gate, result: Timed): GateResult {
  const { passed, failed, output, shown, seconds } = result
  const count = passed + failed > 1 ? `, ${passed} of ${passed + failed}` : ''
  console.log(`${failed === 0 ? '✓' : '✗'} ${gate.truth} (${gate.name}${count}, ${seconds} s)`)
  if (failed > 0) console.log(output.trimEnd())
  else if (shown !== undefined) console.log(shown.trim())
  return result
}

// A gate that cannot even be checked (no browser, a port in use) is one that does not hold.
function asFailure(error: unknown): GateResult {
  return { passed: 0, failed: 1, output: error instanceof Error ? error.message : String(error) }
}

await command.parseAsync().finally(stopWorkerTenants)
