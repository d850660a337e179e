import { buildSources } from '../../../scripts/deploy/build-sources.ts'
import type { Sources } from '../../../scripts/deploy/wanted.ts'
import type { Keywords } from '../../../scripts/import/keywords.ts'
import type { Environment } from '../../../scripts/settings/given-text.ts'
import type { Stage } from '../../journeys/support/stage.ts'
import type { DeployScripts } from './attack.ts'

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

export type Redeploy = {
  /** What the admin says otherwise now. */
  changes?: Environment
  /** Keywords that come to stand for something else, though no admin may say so. */
  keywords?: Keywords
  /** What is deployed; unless given, what a build makes. */
  sources?: Sources
}

/**
 * Deploys once more as the command does, with the real auth0-deploy-cli.
 * @returns `deployed`, or the sentence that it ended with
 */
export async function redeploy(
  stage: Stage,
  scripts: DeployScripts,
  { changes, keywords = {}, sources }: Redeploy,
): Promise<string> {
  const given = scripts.readEnvironment({ ...(await deployedSettings(stage, scripts)), ...changes })
  const settings: typeof given = {
    ...given,
    keywords: (present) => ({ ...given.keywords(present), ...keywords }),
  }
  const deployer = { ...settings.deployer, caFile: stage.tenant.caFile }
  const { deployCli, stop } = await scripts.warmDeployCli(stage.tenant.caFile)
  try {
    const connection = await scripts.connect(deployer, scripts.DEPLOY_SCOPES)
    const input = { connection, settings, deployCli, sources: sources ?? (await buildSources()) }
    await scripts.applyDeploy(input, await scripts.planDeploy(input))
    return 'deployed'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  } finally {
    stop()
  }
}
