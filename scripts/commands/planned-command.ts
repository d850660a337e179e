import { Command } from 'commander'
import { consoleProgress, type Progress } from '../demo/progress.ts'
import type { Environment } from '../settings/given-text.ts'
import { confirm } from './confirm.ts'
import { environmentOf, ofUsage, runCommand } from './run-command.ts'

/** What a command is about to do to a tenant. */
export type Planned = {
  /** For programs. */
  json: object
  /** For a person. */
  text: string
  isNothing: boolean
  question: string
  perform: () => Promise<void>
  /** What is said once it is done. */
  done: string
}

export type PlannedOptions = {
  dryRun?: boolean
  json?: boolean
  yes?: boolean
  adopt?: boolean
  settings?: string
}

type Said = { name: string; description: string; help: string }

/** Reads the tenant and plans. `hostIs` is told the host as soon as it is known, for what may go wrong there. */
type Plan = (
  environment: Environment,
  options: PlannedOptions,
  progress: Progress,
  hostIs: (host: string) => void,
) => Promise<Planned>

/** A command that shows what it is going to do to a tenant, asks, and does it. */
export function plannedCommand({ name, description, help }: Said, plan: Plan): Command {
  return ofUsage(
    new Command(`npm run ${name} --`)
      .description(description)
      .option('--dry-run', 'only show what would be done')
      .option('--json', 'the plan for programs')
      .option('--yes', 'do not ask')
      .addHelpText('after', help),
  ).action(async (options: PlannedOptions) => {
    let host = 'the tenant'
    await runCommand(
      () => host,
      async () => {
        const progress = consoleProgress(process.stderr)
        const planned = await plan(environmentOf(options), options, progress, (known) => (host = known))
        progress.done('Read the tenant, and compared it')
        await goThrough(planned, options, progress)
      },
    )
  })
}

async function goThrough(planned: Planned, options: PlannedOptions, progress: Progress): Promise<void> {
  console.log(options.json === true ? JSON.stringify(planned.json, null, 2) : planned.text)
  if (options.dryRun === true || planned.isNothing) return
  if (!(await confirm(planned.question, options.yes === true))) {
    console.error('Nothing was changed.')
    return
  }
  await planned.perform()
  progress.done(planned.done)
}
