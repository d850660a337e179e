import { plannedCommand } from './commands/planned-command.ts'
import { connect } from './deploy/connect.ts'
import { UNDEPLOY_SCOPES } from './deploy/scopes.ts'
import { renderItems } from './deploy/show-plan.ts'
import { readDocument } from './deploy/wanted.ts'
import { givenText } from './settings/given-text.ts'
import { readDeployerOnly } from './settings/read-environment.ts'
import { performUndeploy, prepareUndeploy, type UndeployInput } from './undeploy/undeploy-tenant.ts'

const help = `
It puts back what the tenant had before the first deploy, as far as nobody has changed it since, and removes what is
ours. People keep their linked phones. A run that was ended goes on with the next one.
`

await plannedCommand(
  { name: 'undeploy', description: 'Takes phone linking away from the tenant that the settings name.', help },
  async (environment, _, progress, hostIs) => {
    const deployer = readDeployerOnly(environment)
    const { host } = deployer
    hostIs(host)
    const connection = await connect(deployer, UNDEPLOY_SCOPES)
    progress.step('Reading the tenant')
    const input: UndeployInput = {
      connection,
      document: await readDocument(),
      formerAuthToken: givenText(environment, 'FORMER_TWILIO_AUTH_TOKEN'),
      onProgress: (text) => progress.step(text),
    }
    const plan = await prepareUndeploy(input)
    const { items, notes, steps } = plan
    return {
      json: { tenant: host, changes: steps.length, items, notes },
      text: [host, renderItems(items), ...notes.map((note) => `Note: ${note}`)].join('\n'),
      isNothing: steps.length === 0,
      question: `Take phone linking away from ${host}?`,
      perform: () => performUndeploy(input, plan),
      done: `Taken away from ${host}. Linked phones stay on the accounts of people.`,
    }
  },
).parseAsync()
