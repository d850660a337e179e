import { join } from 'node:path'

import type { Environment } from '../../../scripts/settings/given-text.ts'
import type { Stage } from '../../journeys/support/stage.ts'
import type { DeployScripts } from './deploy-scripts.ts'

export const TENANT_YAML = join(__dirname, '../../../tenant.yaml')

/** What an admin of the tenant has said when it was deployed to. */
export async function deployedSettings({ tenant }: Stage, scripts: DeployScripts): Promise<Environment> {
  const state = await tenant.control.state()
  const secrets = state.configuration.actions.flatMap(({ secrets: all }) => all)
  const { value = '' } = secrets.find(({ name }) => name === 'FINGERPRINT_KEY') ?? {}
  return {
    ...scripts.demoSettings(state, tenant.origin, await tenant.control.phoneNetworks()),
    FINGERPRINT_KEY: value,
  }
}

/** Deploys once more as the command does, with the real auth0-deploy-cli. */
export async function redeploy(
  stage: Stage,
  scripts: DeployScripts,
  changes: Environment = {},
  tenantYaml = TENANT_YAML,
): Promise<void> {
  const settings = scripts.readEnvironment({ ...(await deployedSettings(stage, scripts)), ...changes })
  const deployer = { ...settings.deployer, caFile: stage.tenant.caFile }
  const { deployCli, stop } = await scripts.warmDeployCli(stage.tenant.caFile)
  try {
    const connection = await scripts.connect(deployer, scripts.DEPLOY_SCOPES)
    const input = { connection, settings, deployCli, sources: await scripts.readSources(tenantYaml) }
    await scripts.applyDeploy(input, await scripts.planDeploy(input))
  } finally {
    stop()
  }
}
