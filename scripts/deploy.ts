import { plannedCommand } from './commands/planned-command.ts'
import { buildSources } from './deploy/build-sources.ts'
import { connect } from './deploy/connect.ts'
import { applyDeploy, isDone, planDeploy, type DeployInput } from './deploy/deploy-tenant.ts'
import { shownPlan } from './deploy/plan.ts'
import { DEPLOY_SCOPES } from './deploy/scopes.ts'
import { renderPlan } from './deploy/show-plan.ts'
import { DOCTOR_SCOPES } from './doctor/scopes.ts'
import { readEnvironment } from './settings/read-environment.ts'

const help = `
It reads the tenant, shows what it would create, change and keep, and asks. What the tenant has besides stays: nothing of
others is removed, closed or put in another order. A run that was ended goes on with the next one.
`

await plannedCommand(
  { name: 'deploy', description: 'Deploys phone linking to the tenant that the settings name.', help },
  async (environment, { dryRun, adopt }, progress, hostIs) => {
    const settings = readEnvironment(environment)
    const { host } = settings.deployer
    hostIs(host)
    const connection = await connect(settings.deployer, dryRun === true ? DOCTOR_SCOPES : DEPLOY_SCOPES)
    progress.step('Building the Actions')
    const sources = await buildSources(settings.countries)
    progress.step('Reading the tenant')
    const input: DeployInput = {
      ...{ connection, settings, sources, adopt: adopt === true },
      onProgress: (text) => progress.step(text),
    }
    const prepared = await planDeploy(input)
    const shown = shownPlan(host, prepared.plan)
    return {
      ...{ json: shown, text: renderPlan(shown), isNothing: isDone(prepared.plan) },
      question: `Make ${shown.changes} changes in ${host}?`,
      perform: () => applyDeploy(input, prepared),
      done: `Deployed to ${host}`,
    }
  },
)
  .option('--adopt', 'what has our names is ours, though the record of that was lost')
  .parseAsync()
