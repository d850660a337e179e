import { Command, InvalidArgumentError } from 'commander'

import { actionNames } from './build.ts'
import { wholeNumber } from './commands/whole-number.ts'
import { consoleProgress } from './demo/progress.ts'
import { forgetCells, readCells } from './faults/cells.ts'
import { buildMatrix, countCells } from './faults/matrix.ts'
import { outsideCallsIn, readableBundles } from './faults/outside-calls.ts'
import { settlePage } from './faults/page.ts'
import { renderMatrix, renderMatrixPage } from './faults/render-matrix.ts'
import { runFaultTests } from './faults/run-tests.ts'
import { startWorkerTenants, stopWorkerTenants } from './gates/worker-tenants.ts'

type Options = { action?: string; write: boolean; workers: number }

await new Command('npm run faults --')
  .description('Breaks every outside call of every Action in every way, and prints what became of it.')
  .option('--action <name>', 'only this one', parseAction)
  .option('--write', 'rewrite docs/faults.md; otherwise it is only compared', false)
  .option('--workers <count>', 'tests side by side, each with a tenant; they mostly wait', wholeNumber(99), 6)
  .action(showFaults)
  .parseAsync()

async function showFaults({ action, write, workers }: Options): Promise<void> {
  forgetCells()
  const environment = await startWorkerTenants(workers, { progress: consoleProgress(process.stderr) })
  const passed = await runFaultTests(
    workers,
    environment,
    action === undefined ? undefined : `tests/faults/${action}/`,
  ).finally(stopWorkerTenants)

  const sites = (await readableBundles()).flatMap(outsideCallsIn)
  const matrix = buildMatrix(
    sites.filter((site) => action === undefined || site.action === action),
    readCells(),
  )
  console.log(`\n${renderMatrix(matrix)}\n`)
  const { all, empty, wrong } = countCells(matrix)
  const holds = passed && all > 0 && empty === 0 && wrong === 0
  if (!passed) console.log('Not every test has passed: see what they say above.')
  // Part of it, or what does not hold, is nothing to document.
  if (holds && action === undefined) await comparePage(renderMatrixPage(matrix), write)
  if (!holds) process.exitCode = 1
  console.log(`${all} cells, ${empty} empty, ${wrong} wrong`)
}

async function comparePage(text: string, write: boolean): Promise<void> {
  const state = await settlePage(text, write)
  if (state !== 'outdated') return
  console.log('docs/faults.md is out of date: npm run faults -- --write')
  process.exitCode = 1
}

function parseAction(name: string): string {
  if (actionNames().includes(name)) return name
  throw new InvalidArgumentError(`There are: ${actionNames().join(', ')}.`)
}
