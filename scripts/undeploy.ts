import { join } from 'node:path'
import { Command } from 'commander'
import { confirm } from './commands/confirm.ts'
import { environmentOf, ofUsage, runCommand } from './commands/run-command.ts'
import { consoleProgress } from './demo/progress.ts'
import { connect } from './deploy/connect.ts'
import { UNDEPLOY_SCOPES } from './deploy/scopes.ts'
import { renderItems } from './deploy/show-plan.ts'
import { readDocument } from './deploy/wanted.ts'
import { givenText } from './settings/given-text.ts'
import { readDeployerOnly } from './settings/read-environment.ts'
import { performUndeploy, prepareUndeploy, type UndeployInput } from './undeploy/undeploy-tenant.ts'

const HELP = `
It puts back what the tenant had before the first deploy, as far as nobody has changed it since, and removes what is
ours. People keep their linked phones. A run that was ended goes on with the next one.
`

type Options = { dryRun?: boolean; json?: boolean; yes?: boolean; settings?: string }

let host = 'the tenant'

const program = ofUsage(
  new Command('npm run undeploy --')
    .description('Takes phone linking away from the tenant that the settings name.')
    .option('--dry-run', 'only show what would be done')
    .option('--json', 'the plan for programs')
    .option('--yes', 'do not ask')
    .addHelpText('after', HELP),
).action((options: Options) =>
  runCommand(
    () => host,
    () => undeploy(options),
  ),
)

async function undeploy(options: Options): Promise<void> {
  const progress = consoleProgress(process.stderr)
  const environment = environmentOf(options)
  const deployer = readDeployerOnly(environment)
  ;({ host } = deployer)
  const connection = await connect(deployer, UNDEPLOY_SCOPES)
  progress.step('Reading the tenant')
  const input: UndeployInput = {
    connection,
    document: await readDocument(join(import.meta.dirname, '..', 'tenant.yaml')),
    formerAuthToken: givenText(environment, 'FORMER_TWILIO_AUTH_TOKEN'),
    onProgress: (text) => progress.step(text),
  }
  const plan = await prepareUndeploy(input)
  progress.done('Read the tenant, and what it had before')
  const { items, notes } = plan
  console.log(
    options.json
      ? JSON.stringify({ tenant: host, changes: plan.steps.length, items, notes }, null, 2)
      : [host, renderItems(items), ...notes.map((note) => `Note: ${note}`)].join('\n'),
  )
  if (options.dryRun === true) return
  if (!(await confirm(`Take phone linking away from ${host}?`, options.yes === true))) {
    console.error('Nothing was changed.')
    return
  }
  await performUndeploy(input, plan)
  progress.done(`Taken away from ${host}. Linked phones stay on the accounts of people.`)
}

await program.parseAsync()
