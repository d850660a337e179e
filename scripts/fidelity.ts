import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Command } from 'commander'
import { checkRecordings } from './fidelity/check-recordings.ts'
import { readDescriptions } from './fidelity/descriptions.ts'
import { hitLimits } from './fidelity/limits/hit-limits.ts'
import { playJourneys } from './fidelity/play.ts'
import { readRecordings } from './fidelity/recordings.ts'
import { replayImport } from './fidelity/replay.ts'
import { readmeProblems } from './fidelity/readme-problems.ts'
import { report } from './fidelity/report.ts'
import { rowProblems } from './fidelity/row-problems.ts'
import { readRows } from './fidelity/rows.ts'

const root = join(import.meta.dirname, '..')

const { record } = new Command('npm run fidelity --')
  .description('Holds the local tenant against what Auth0 documents: answers, events, limits.')
  .option(
    '--record <folder>',
    'what tenants wrote down with FIDELITY_RECORD',
    join(root, '.cache', 'fidelity'),
  )
  .parse()
  .opts<{ record: string }>()

process.exitCode = await main(resolve(record))

async function main(folder: string): Promise<number> {
  if (!existsSync(folder) || readRecordings(folder).length === 0) {
    console.log(`Nothing has been recorded in ${folder}: a short set of journeys is played instead.\n`)
    await playJourneys(folder)
  }
  const recorded = readRecordings(folder)
  if (recorded.length === 0)
    throw new Error(`The journeys were played, and nothing was recorded in ${folder}.`)
  const recordings = checkRecordings(recorded, readDescriptions())
  const replayed = await replayImport()
  const limits = await hitLimits()
  const rows = readRows()
  const { text, problems } = report({
    recordings,
    replayed,
    limits,
    rows,
    rowProblems: [...rowProblems(rows), ...(await readmeProblems())],
  })
  console.log(text)
  return problems === 0 ? 0 : 1
}
