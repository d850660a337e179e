import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import { compactTable } from './commands/compact-table.ts'
import { localCertificates } from './local-tenant/certificates.ts'
import { preparedSnapshot } from './demo/prepared-tenant.ts'
import { runJest } from './gates/run-jest.ts'

const root = join(import.meta.dirname, '..')

/** What each half of the run leaves behind; see tests/model/support. */
type Counts = Record<string, number>
type Report = {
  seed: number
  tally: { sequences: number; commands: Counts; outcomes: Counts; predicted: Counts; invariants: Counts }
  found?: { seed: number; path: string; sequence: string; why: string }
}

const HALVES = ['even', 'odd']
const WIDTHS = [46, 10]

const { seed, path, sequences } = new Command('npm run model --')
  .description('Plays random sequences of people, tabs, numbers, time, failures and admins.')
  .option('--seed <number>', 'of an earlier run, to play it again', wholeNumber, Date.now() % 0x7fffffff)
  .option('--path <path>', 'where that run found something, to go there at once')
  .option('--sequences <number>', 'how many to play', wholeNumber, 10_000)
  .parse()
  .opts<{ seed: number; path?: string; sequences: number }>()

process.exitCode = await main()

async function main(): Promise<number> {
  const started = performance.now()
  const { caFile } = await localCertificates(join(root, '.cache'))
  // Once, so that the halves need not wait for one another.
  await preparedSnapshot()
  for (const half of HALVES) rmSync(reportFile(half), { force: true })
  console.log(`Seed ${seed}`)
  const { status, output } = await runJest('model', ['--maxWorkers=2'], {
    environment: {
      NODE_EXTRA_CA_CERTS: caFile,
      MODEL_SEED: String(seed),
      MODEL_SEQUENCES: String(sequences),
      ...(path !== undefined && { MODEL_PATH: path }),
    },
  })
  const reports = HALVES.map(reportFile)
    .filter((file) => existsSync(file))
    .map(readReport)
  showCounts(reports)
  const found = reports.flatMap((report) => report.found ?? [])
  for (const each of found) showFound(each)
  if (status !== 0) console.log(output)
  const played = reports.reduce((sum, { tally }) => sum + tally.sequences, 0)
  const seconds = Math.round((performance.now() - started) / 1000)
  const commands = total(reports.map(({ tally }) => tally.commands))
  console.log(`Seed ${seed}, ${commands} commands, ${seconds} s`)
  const beside = status !== 0 && found.length === 0 ? '; something beside them failed, as said above' : ''
  console.log(`${played} sequences, ${found.length} violations${beside}`)
  return status === 0 && found.length === 0 ? 0 : 1
}

function showCounts(reports: readonly Report[]): void {
  for (const [title, kind] of [
    ['command', 'commands'],
    ['what apps were told', 'outcomes'],
    ['of these, as predicted', 'predicted'],
    ['held, after every command', 'invariants'],
  ] as const) {
    const counts = new Map<string, number>()
    for (const { tally } of reports) {
      for (const [name, times] of Object.entries(tally[kind])) {
        counts.set(name, (counts.get(name) ?? 0) + times)
      }
    }
    const rows = [...counts].sort(([, one], [, other]) => other - one)
    console.log(
      compactTable(
        [title, 'times'],
        WIDTHS,
        rows.map(([name, times]) => [name, String(times)]),
      ),
    )
  }
}

function showFound({ seed, path, sequence, why }: NonNullable<Report['found']>): void {
  console.log(`Found: ${why}`)
  console.log(`The shortest sequence that shows it: ${sequence}`)
  console.log(`Again: npm run model -- --seed ${seed} --path ${path}`)
}

function total(counts: readonly Counts[]): number {
  return counts.flatMap((each) => Object.values(each)).reduce((sum, times) => sum + times, 0)
}

function reportFile(half: string): string {
  return join(root, '.cache', 'reports', `model-${half}.json`)
}

function readReport(file: string): Report {
  return JSON.parse(readFileSync(file, 'utf8')) as Report
}

function wholeNumber(text: string): number {
  const number = Number(text)
  if (!/^\d{1,10}$/.test(text) || number > 0x7fffffff) throw new InvalidArgumentError('Not a whole number.')
  return number
}
