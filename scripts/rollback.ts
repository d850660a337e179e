import { join } from 'node:path'
import { Command } from 'commander'
import { confirm } from './commands/confirm.ts'
import { environmentOf, ofUsage, runCommand } from './commands/run-command.ts'
import { consoleProgress } from './demo/progress.ts'
import { connect } from './deploy/connect.ts'
import { ROLLBACK_SCOPES } from './deploy/scopes.ts'
import { renderItems } from './deploy/show-plan.ts'
import { readDocument } from './deploy/wanted.ts'
import { performRollback, prepareRollback } from './rollback/rollback-tenant.ts'
import { readDeployerOnly } from './settings/read-environment.ts'

const HELP = `
Auth0 keeps the versions of Actions, with the secrets that each had. This runs those of the release before the present
one again; said again, those of the one before that. The next deploy goes on from the code that you have.
`

type Options = { dryRun?: boolean; json?: boolean; yes?: boolean; settings?: string }

let host = 'the tenant'

const program = ofUsage(
  new Command('npm run rollback --')
    .description('Runs the versions of our Actions again that ran before the last deploy.')
    .option('--dry-run', 'only show what would be done')
    .option('--json', 'the plan for programs')
    .option('--yes', 'do not ask')
    .addHelpText('after', HELP),
).action((options: Options) =>
  runCommand(
    () => host,
    () => rollback(options),
  ),
)

async function rollback(options: Options): Promise<void> {
  const progress = consoleProgress(process.stderr)
  const deployer = readDeployerOnly(environmentOf(options))
  ;({ host } = deployer)
  const connection = await connect(deployer, ROLLBACK_SCOPES)
  progress.step('Reading the tenant')
  const document = await readDocument(join(import.meta.dirname, '..', 'tenant.yaml'))
  const prepared = await prepareRollback(connection, document)
  progress.done('Read the tenant, and what ran before')
  const { to, notes } = prepared.plan
  const items = prepared.plan.items.map(({ name, from, to: { number } }) => ({
    ...{ type: 'Action', name, change: 'change' },
    details: [`version ${from.number} → ${number}`],
  }))
  console.log(
    options.json
      ? JSON.stringify({ tenant: host, changes: items.length, release: to, items, notes }, null, 2)
      : [`${host}: the release of ${to}`, renderItems(items), ...notes.map((note) => `Note: ${note}`)].join(
          '\n',
        ),
  )
  if (options.dryRun === true) return
  if (!(await confirm(`Go back to the release of ${to} in ${host}?`, options.yes === true))) {
    console.error('Nothing was changed.')
    return
  }
  await performRollback(connection, prepared)
  progress.done(`${host} runs the release of ${to} again`)
}

await program.parseAsync()
