import { Command } from 'commander'
import { endProcess } from './commands/end-process.ts'
import { environmentOf } from './commands/run-command.ts'
import { diagnose } from './doctor/diagnose.ts'
import { countVerdicts, renderReport, reportJson } from './doctor/report.ts'

const CODES = `
It reads and changes nothing. Settings come from the environment and from the file .env; docs/doctor.md says which
checks there are.

Exit code: 0 if nothing failed, 1 if something did (with --strict: or was warned of), 2 if it could not look.
`

type Options = { json?: boolean; settings?: string; strict?: boolean }

const COULD_NOT_LOOK = 2

const program = new Command('npm run doctor --')
  .description(
    'Checks whether a tenant has all that phone linking needs, and says how to mend what it lacks.',
  )
  .option('--json', 'the findings for programs')
  // Not --env-file: Node takes that for itself wherever it stands, and ends where it finds no such file.
  .option('--settings <file>', 'a file with settings, instead of .env')
  .option('--strict', 'exit code 1 for warnings as well')
  .addHelpText('after', CODES)
  .showHelpAfterError('(--help shows how)')
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : COULD_NOT_LOOK))
  .action(look)

async function look({ json, strict, settings }: Options): Promise<void> {
  try {
    const diagnosis = await diagnose(environmentOf(settings === undefined ? {} : { settings }))
    const { warn, fail } = countVerdicts(diagnosis.findings)
    console.log(json ? JSON.stringify(reportJson(diagnosis), null, 2) : renderReport(diagnosis, inColour()))
    process.exitCode = fail > 0 || (strict === true && warn > 0) ? 1 : 0
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    process.exitCode = COULD_NOT_LOOK
  }
  endProcess()
}

const inColour = (): boolean => process.stdout.isTTY && !process.env.NO_COLOR

await program.parseAsync()
