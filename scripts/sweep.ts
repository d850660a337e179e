import { resolve } from 'node:path'
import { Command } from 'commander'
import { environmentOf, ofUsage, runCommand } from './commands/run-command.ts'
import { wholeNumber } from './commands/whole-number.ts'
import { readDeployerOnly } from './settings/read-environment.ts'
import { sweepProgress } from './sweep/sweep-progress.ts'
import { sweepTenant } from './sweep/sweep-tenant.ts'

const HELP = `
docs/sweeping.md says what counts as left over. Needed of the settings: AUTH0_DOMAIN, AUTH0_CLIENT_ID,
AUTH0_CLIENT_SECRET, and TENANT_DOMAIN where AUTH0_DOMAIN is a custom domain. A run that was ended, also with
Ctrl-C, goes on with the next one; its exit code is then 130.
`

const STOPPED = 130

let host = 'the tenant'

type Options = {
  olderThan: number
  yes?: boolean
  json?: boolean
  perSecond: number
  resumeFile?: string
  settings?: string
}

const program = ofUsage(
  new Command('npm run sweep --')
    .description('Lists, and with --yes deletes, phone accounts that inner logins made and nobody linked.')
    .option('--older-than <days>', 'made, and last used, so many days ago', wholeNumber(3650), 30)
    .option('--yes', 'delete them; without this, nothing is changed')
    .option('--json', 'the result for programs')
    .option('--per-second <requests>', 'requests a second at most', wholeNumber(50), 2)
    .option('--resume-file <file>', 'where the place is kept (default: .cache/sweep-<host>.json)')
    .allowExcessArguments(false)
    .addHelpText('after', HELP),
).action((options: Options) =>
  runCommand(
    () => host,
    () => sweep(options),
  ),
)

async function sweep({ resumeFile, settings, yes = false, json = false, ...rest }: Options): Promise<void> {
  const { stdout, stderr, env } = process
  const deployer = readDeployerOnly(environmentOf(settings === undefined ? {} : { settings }))
  ;({ host } = deployer)
  const stop = new AbortController()
  const end = () => stop.abort()
  // Once: a second Ctrl-C ends the process at once. The place is kept after every account that was deleted.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, end)
  // Nobody reads on.
  stdout.on('error', end)
  const isAtEnd = await sweepTenant(
    deployer,
    {
      ...{ ...rest, yes, json },
      ...(resumeFile && { resumeFile: resolve(env.INIT_CWD ?? process.cwd(), resumeFile) }),
    },
    {
      print: (text) => stdout.write(`${text}\n`),
      progress: sweepProgress(stderr, Date.now),
      stop: stop.signal,
    },
  )
  process.exitCode = isAtEnd ? 0 : STOPPED
}

await program.parseAsync()
