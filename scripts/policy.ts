import { Command } from 'commander'

import type { CheckOptions } from './policy/check-file.ts'
import { checkFile } from './policy/check-file.ts'
import { compileApart } from './policy/compile-apart.ts'

const EXAMPLES = `
The file is CSV; its first line names the columns, in any order, beside any others:
  time,user,number,ip_country
  2026-03-01T12:00:00Z,auth0|ada,+4915112345678,DE

  time        ISO 8601 (UTC where it has no offset), or seconds or milliseconds since 1970; never going back
  user        whatever tells users apart
  number      E.164, or as people of that country type it
  ip_country  two letters, as DE; may be empty

Examples:
  npm run policy -- check attempts.csv
  npm run policy -- check attempts.csv --countries DE,GB --codes-per-hour 200 --price 0.07
  npm run --silent policy -- check attempts.csv --list > verdicts.csv

Exit code: 0 if every line was judged, 2 if some had to be left out, 1 if nothing could be done.
`

const program = new Command('npm run policy --')
  .description('Shows what the rules of the Actions make of attempts to get a code.')
  .showHelpAfterError('(--help shows how)')

program
  .command('check')
  .description('Replays a file of attempts: what would be sent, refused and why, and what it would cost.')
  .argument('<file>', 'CSV with the columns time,user,number,ip_country; - for what is piped in')
  .option(
    '--countries <codes>',
    'allowed countries, as in DE,GB (default: those that the Actions are built for)',
  )
  .option('--types <kinds>', 'allowed kinds of numbers: mobile, fixed_line, voip (default: mobile)')
  .option('--codes-per-hour <count>', 'codes that everybody together may be sent (default: any number)')
  .option('--collect-number', 'a page of your own asks for the number, as with COLLECT_NUMBER=on')
  .option('--prices <file>', 'CSV with the columns country,price: what a code costs, in any one currency')
  .option('--price <amount>', 'what a code costs in all countries that --prices does not name, as in 0.07')
  .option('--json', 'the report for programs')
  .option('--list', 'every line with its verdict as CSV on stdout, the report on stderr')
  .addHelpText('after', EXAMPLES)
  .action(check)

program
  .command('simulate')
  .description('Plays attacks on the bill against the rules: what the caps allow, and what was sent.')
  .option('--seed <number>', 'another number makes other attacks of the same kinds', '1')
  .action(simulate)

async function simulate({ seed }: { seed: string }): Promise<void> {
  // Loaded here alone: it needs what compiles the numbers of countries.
  const { renderSimulations } = await import('./policy/simulate.ts')
  if (!/^\d{1,9}$/.test(seed)) program.error('--seed: not a whole number, as in 7.')
  console.log(`\n${await renderSimulations(Number(seed))}`)
}

async function check(file: string, options: CheckOptions): Promise<void> {
  const { stdin, stdout, stderr, env } = process
  // Whoever reads the list may have seen enough.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    program.error(error.message)
  })
  try {
    process.exitCode = await checkFile(file, options, {
      folder: env.INIT_CWD ?? process.cwd(),
      environment: env,
      ...{ stdin, stdout, stderr },
      compileCountries: compileApart,
    })
  } catch (error) {
    program.error(sentenceOf(error))
  }
}

function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { code, path } = error as NodeJS.ErrnoException
  if (code === 'ENOENT') return `There is no file ${path}.`
  if (code === 'EISDIR') return 'That is a folder, not a file.'
  return error.message
}

await program.parseAsync()
