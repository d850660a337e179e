import { join } from 'node:path'

import { Command } from 'commander'

import { printReport } from './bench/print-report.ts'
import { runSections } from './bench/run-sections.ts'
import { chooseSections, SECTIONS } from './bench/sections.ts'
import { readThirdParty } from './bench/third-party/read-third-party.ts'
import type { ThirdPartyOptions } from './bench/third-party/read-third-party.ts'
import { writeFigures } from './bench/write-figures.ts'
import { wholeNumber } from './commands/whole-number.ts'
import { consoleProgress } from './demo/progress.ts'

const root = join(import.meta.dirname, '..')

const HELP = `
Sections:
${SECTIONS.map(({ name, about }) => `  ${name.padEnd(8)} ${about}`).join('\n')}

Somebody else's Post-Login Action is measured in a tenant of its own, beside ours (docs/figures.md):
  npm run bench -- --action link.js --trigger post-login --secrets secrets.json --dependency auth0@7.1.0

Exit code: 0 if every promise holds, 1 if one is broken or nothing could be measured, 2 if an option is wrong.
`

type Options = ThirdPartyOptions & { quick: boolean; people: number; only?: string[]; write: boolean }

const program = new Command('npm run bench --')
  .description('Measures what the Actions cost, everything in one run, and holds it against what we promise.')
  .option('--quick', 'fewer rounds, the crowd in full: for CI', false)
  .option('--only <sections...>', 'these alone')
  .option('--people <count>', 'how many are in the crowd', wholeNumber(9999), 200)
  .option('--write', 'writes docs/figures.md and its drawing anew', false)
  .option('--action <file>', "somebody else's Action, to be measured beside ours in an ordinary login")
  .option('--trigger <name>', 'its trigger: post-login')
  .option('--secrets <file>', 'its secrets: a JSON object or lines as in .env')
  .option('--dependency <name@version...>', 'its npm dependencies')
  .allowExcessArguments(false)
  .showHelpAfterError('(--help shows how)')
  .addHelpText('after', HELP)
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  .action(bench)

async function bench(options: Options): Promise<void> {
  const { sections, thirdParty } = readOptions(options)
  const { quick, people, write } = options
  const progress = consoleProgress(process.stderr)
  const measured = await runSections(sections, { quick, people, progress, ...(thirdParty && { thirdParty }) })
  const { text, broken } = printReport(measured)
  console.log(text)
  if (write) await writeFigures(measured, root)
  process.exitCode = broken === 0 ? 0 : 1
}

function readOptions({ only, quick, write, ...others }: Options) {
  try {
    const folder = process.env['INIT_CWD'] ?? process.cwd()
    const thirdParty = readThirdParty(others, { folder, root })
    if (write && (quick || only !== undefined || thirdParty))
      throw new Error('--write keeps the figures of a whole run: leave out --quick, --only and --action.')
    // Whoever brings an Action wants to see it, not to wait for what it has no part in.
    return { sections: chooseSections(only ?? (thirdParty && ['logins'])), thirdParty }
  } catch (error) {
    return program.error(error instanceof Error ? error.message : String(error))
  }
}

try {
  await program.parseAsync()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
