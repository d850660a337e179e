import { plannedCommand } from './commands/planned-command.ts'
import { connect } from './deploy/connect.ts'
import { ROLLBACK_SCOPES } from './deploy/scopes.ts'
import { renderItems } from './deploy/show-plan.ts'
import { readDocument } from './deploy/wanted.ts'
import { performRollback, prepareRollback } from './rollback/rollback-tenant.ts'
import { readDeployerOnly } from './settings/read-environment.ts'

const help = `
Auth0 keeps the versions of Actions, with the secrets that each had. This runs those of the release before the present
one again; said again, those of the one before that. The next deploy goes on from the code that you have.
`

await plannedCommand(
  {
    ...{ name: 'rollback', help },
    description: 'Runs the versions of our Actions again that ran before the last deploy.',
  },
  async (environment, _, progress, hostIs) => {
    const deployer = readDeployerOnly(environment)
    const { host } = deployer
    hostIs(host)
    const connection = await connect(deployer, ROLLBACK_SCOPES)
    progress.step('Reading the tenant')
    const document = await readDocument()
    const prepared = await prepareRollback(connection, document)
    const { to, notes } = prepared.plan
    const items = prepared.plan.items.map(({ name, from, to: { number } }) => ({
      ...{ type: 'Action', name, change: 'change' },
      details: [`version ${from.number} → ${number}`],
    }))
    const lines = [
      `${host}: the release of ${to}`,
      renderItems(items),
      ...notes.map((note) => `Note: ${note}`),
    ]
    return {
      json: { tenant: host, changes: items.length, release: to, items, notes },
      text: lines.join('\n'),
      isNothing: false,
      question: `Go back to the release of ${to} in ${host}?`,
      perform: () => performRollback(connection, prepared),
      done: `${host} runs the release of ${to} again`,
    }
  },
).parseAsync()
