import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { demoSettings } from '../../../scripts/demo/demo-settings.ts'
import { buildSources } from '../../../scripts/deploy/build-sources.ts'
import { connect, type Connection, type Deployer } from '../../../scripts/deploy/connect.ts'
import {
  applyDeploy,
  planDeploy,
  type DeployInput,
  type DeploySettings,
  type Prepared,
} from '../../../scripts/deploy/deploy-tenant.ts'
import { DEPLOY_SCOPES, UNDEPLOY_SCOPES } from '../../../scripts/deploy/scopes.ts'
import { startTenant, type RunningTenant } from '../../../scripts/local-tenant/start.ts'
import type { Environment } from '../../../scripts/settings/given-text.ts'
import { readEnvironment } from '../../../scripts/settings/read-environment.ts'
import {
  performUndeploy,
  prepareUndeploy,
  type UndeployInput,
} from '../../../scripts/undeploy/undeploy-tenant.ts'
import { loadLivedIn } from '../../support/lived-in-tenant.ts'
import { warmDeployCli } from '../../support/warm-deploy-cli.ts'

export type DeployWorld = {
  tenant: RunningTenant
  /** What an admin of it would say. */
  environment: Environment
  /** Of the phone provider that others have. */
  formerAuthToken: string
  deployer: Deployer
  /** With every scope that any of the commands needs. */
  connection: () => Promise<Connection>
  /** What it would be had the admin said otherwise in this. */
  settingsWith: (more: Environment) => DeploySettings
  plan: (more?: Partial<DeployInput>) => Promise<Prepared>
  /** Plans and deploys, as the command does. */
  deploy: (more?: Partial<DeployInput>) => Promise<void>
  undeploy: (more?: Partial<UndeployInput>) => Promise<void>
  stop: () => Promise<void>
}

/**
 * A tenant that others have lived in, and all it takes to deploy to it, with auth0-deploy-cli in a process that stays.
 * A reset of the tenant gives what was there before the first deploy.
 */
export async function deployWorld(
  options: { sms?: 'present' | 'absent'; snapshot?: string; formerAuthToken?: string } = {},
): Promise<DeployWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'deploy-world-'))
  const snapshot = options.snapshot ?? (await livedInSnapshot(folder, options))
  const tenant = await startTenant({ customDomains: ['127.0.0.1'], snapshot })
  const { deployCli, stop } = await warmDeployCli(tenant.caFile)
  const environment: Environment = demoSettings(
    await tenant.control.state(),
    tenant.origin,
    await tenant.control.phoneNetworks(),
  )
  const formerAuthToken = options.formerAuthToken ?? (await authTokenOf(tenant))
  const settings = readEnvironment(environment)
  const sources = await buildSources()
  const deployer = { ...settings.deployer, caFile: tenant.caFile }
  const connection = () => connect(deployer, [...new Set([...DEPLOY_SCOPES, ...UNDEPLOY_SCOPES])])
  const input = async (more: Partial<DeployInput> = {}): Promise<DeployInput> => ({
    ...{ connection: await connection(), sources, settings, deployCli },
    ...more,
  })
  const takenAway = async (more: Partial<UndeployInput> = {}): Promise<UndeployInput> => ({
    ...{ connection: await connection(), document: sources.document, formerAuthToken },
    ...more,
  })
  return {
    ...{ tenant, environment, formerAuthToken, deployer, connection },
    settingsWith: (more) => readEnvironment({ ...environment, ...more }),
    plan: async (more) => planDeploy(await input(more)),
    deploy: async (more) => {
      const given = await input(more)
      await applyDeploy(given, await planDeploy(given))
    },
    undeploy: async (more) => {
      const given = await takenAway(more)
      await performUndeploy(given, await prepareUndeploy(given))
    },
    stop: async () => {
      stop()
      await tenant.stop()
      rmSync(folder, { recursive: true })
    },
  }
}

async function authTokenOf({ control }: RunningTenant): Promise<string> {
  const { phoneProviders } = (await control.state()).configuration
  const [provider] = phoneProviders as { credentials: { auth_token: string } }[]
  return provider?.credentials.auth_token ?? ''
}

async function livedInSnapshot(folder: string, options: { sms?: 'present' | 'absent' }): Promise<string> {
  const tenant = await startTenant({ customDomains: ['127.0.0.1'] })
  try {
    await loadLivedIn(tenant, options)
    const file = join(folder, 'snapshot.json')
    await tenant.control.saveSnapshot(file)
    return file
  } finally {
    await tenant.stop()
  }
}
