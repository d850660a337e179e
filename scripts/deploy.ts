import { join } from 'node:path'
import { Command } from 'commander'
import { buildActions } from './build.ts'
import { confirm } from './commands/confirm.ts'
import { environmentOf, ofUsage, runCommand } from './commands/run-command.ts'
import { consoleProgress } from './demo/progress.ts'
import { connect } from './deploy/connect.ts'
import { applyDeploy, isDone, planDeploy, type DeployInput } from './deploy/deploy-tenant.ts'
import { shownPlan } from './deploy/plan.ts'
import { DEPLOY_SCOPES } from './deploy/scopes.ts'
import { renderPlan } from './deploy/show-plan.ts'
import { readSources } from './deploy/wanted.ts'
import { DOCTOR_SCOPES } from './doctor/scopes.ts'
import { readEnvironment } from './settings/read-environment.ts'

const HELP = `
It reads the tenant, shows what it would create, change and keep, and asks. What the tenant has besides stays: nothing of
others is removed, closed or put in another order. A run that was ended goes on with the next one.
`

type Options = { dryRun?: boolean; json?: boolean; yes?: boolean; adopt?: boolean; settings?: string }

let host = 'the tenant'

const program = ofUsage(
  new Command('npm run deploy --')
    .description('Deploys phone linking to the tenant that the settings name.')
    .option('--dry-run', 'only show the plan')
    .option('--json', 'the plan for programs')
    .option('--yes', 'do not ask')
    .option('--adopt', 'what has our names is ours, though the record of that was lost')
    .addHelpText('after', HELP),
).action((options: Options) =>
  runCommand(
    () => host,
    () => deploy(options),
  ),
)

async function deploy(options: Options): Promise<void> {
  const progress = consoleProgress(process.stderr)
  const settings = readEnvironment(environmentOf(options))
  ;({ host } = settings.deployer)
  const connection = await connect(settings.deployer, options.dryRun === true ? DOCTOR_SCOPES : DEPLOY_SCOPES)
  progress.step('Building the Actions')
  await buildActions(settings.countries)
  progress.step('Reading the tenant')
  const input: DeployInput = {
    ...{ connection, settings, adopt: options.adopt === true },
    sources: await readSources(join(import.meta.dirname, '..', 'tenant.yaml')),
    onProgress: (text) => progress.step(text),
  }
  const prepared = await planDeploy(input)
  progress.done('Read the tenant, and compared it')
  const shown = shownPlan(host, prepared.plan)
  console.log(options.json ? JSON.stringify(shown, null, 2) : renderPlan(shown))
  if (options.dryRun === true || isDone(prepared.plan)) return
  if (!(await confirm(`Make ${shown.changes} changes in ${host}?`, options.yes === true))) {
    console.error('Nothing was changed.')
    return
  }
  await applyDeploy(input, prepared)
  progress.done(`Deployed to ${host}`)
}

await program.parseAsync()
