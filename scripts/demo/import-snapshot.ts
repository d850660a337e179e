import { renameSync, writeFileSync } from 'node:fs'
import { connect } from '../deploy/connect.ts'
import { applyDeploy, planDeploy, type DeployInput } from '../deploy/deploy-tenant.ts'
import { DEPLOY_SCOPES } from '../deploy/scopes.ts'
import type { Sources } from '../deploy/wanted.ts'
import type { CallRecord } from '../local-tenant/call-log.ts'
import { startTenant } from '../local-tenant/start.ts'
import type { RunningTenant } from '../local-tenant/start.ts'
import type { Configuration } from '../local-tenant/state.ts'
import type { Environment } from '../settings/given-text.ts'
import { readEnvironment } from '../settings/read-environment.ts'
import { demoSettings } from './demo-settings.ts'
import type { PreparedSnapshot } from './prepared-tenant.ts'
import type { Progress } from './progress.ts'

/** What an import was, for whoever checks it: the tenant before, and each request to its API with the answer's status. */
export type ImportRecord = { before: Configuration; calls: CallRecord[] }

/** Deploys our Actions into an empty tenant, and saves what it is then, and an {@link ImportRecord}. */
export async function importInto(
  { snapshotFile, recordFile }: PreparedSnapshot,
  sources: Sources,
  progress: Progress,
): Promise<void> {
  progress.step('Starting an empty tenant')
  const tenant = await startTenant({ customDomains: ['127.0.0.1'] })
  try {
    const base = await tenant.control.state()
    await deployInto(
      tenant,
      demoSettings(base, tenant.origin, await tenant.control.phoneNetworks()),
      sources,
      progress,
    )
    const record: ImportRecord = { before: base.configuration, calls: await tenant.control.calls() }
    writeFileSync(recordFile, JSON.stringify(record), { mode: 0o600 })
    // Renamed into place, so that nobody ever loads half a snapshot.
    await tenant.control.saveSnapshot(`${snapshotFile}.new`)
    renameSync(`${snapshotFile}.new`, snapshotFile)
    progress.done('Deployed')
  } finally {
    await tenant.stop()
  }
}

/** As `npm run deploy` does it. */
async function deployInto(
  tenant: RunningTenant,
  environment: Environment,
  sources: Sources,
  progress: Progress,
): Promise<void> {
  const settings = readEnvironment(environment)
  const connection = await connect({ ...settings.deployer, caFile: tenant.caFile }, DEPLOY_SCOPES)
  const input: DeployInput = {
    ...{ connection, settings, sources },
    onProgress: (text) => progress.step(`${text} (once; about a minute in all)`),
  }
  await applyDeploy(input, await planDeploy(input))
}
