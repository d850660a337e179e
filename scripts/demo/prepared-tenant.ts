import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { buildActions } from '../build.ts'
import { connect } from '../deploy/connect.ts'
import { applyDeploy, planDeploy, type DeployInput } from '../deploy/deploy-tenant.ts'
import { DEPLOY_SCOPES } from '../deploy/scopes.ts'
import { readSources } from '../deploy/wanted.ts'
import type { CallRecord } from '../local-tenant/call-log.ts'
import { startTenant } from '../local-tenant/start.ts'
import type { RunningTenant } from '../local-tenant/start.ts'
import type { Configuration } from '../local-tenant/state.ts'
import { readEnvironment } from '../settings/read-environment.ts'
import type { Environment } from '../settings/given-text.ts'
import { demoSettings } from './demo-settings.ts'
import { hashOfFiles } from './ingredients.ts'
import { withLock } from './lock.ts'
import { noProgress } from './progress.ts'
import type { Progress } from './progress.ts'
import { pruneSnapshots } from './prune-snapshots.ts'

const root = join(import.meta.dirname, '..', '..')
const snapshots = join(root, '.cache', 'snapshots')

/** Whatever decides what the imported tenant looks like; a change of any of these calls for a new import. */
const INGREDIENTS = [
  'tenant.yaml',
  'package-lock.json',
  'dist',
  'scripts/deploy',
  'scripts/import',
  'scripts/settings',
  'scripts/texts',
  'scripts/demo/prepared-tenant.ts',
  'scripts/demo/demo-settings.ts',
  'scripts/local-tenant/state.ts',
  'scripts/local-tenant/state',
  'scripts/local-tenant/configuration.ts',
  'scripts/local-tenant/base-tenant.ts',
  'scripts/local-tenant/base-tenant',
  'scripts/local-tenant/snapshot.ts',
  'scripts/local-tenant/unknowns.ts',
  'scripts/local-tenant/phone-networks',
  'scripts/local-tenant/management',
  'scripts/local-tenant/service',
]

/** What an import was, for whoever checks it: the tenant before, and each request to its API with the answer's status. */
export type ImportRecord = { before: Configuration; calls: CallRecord[] }

/**
 * Gives a snapshot of the base tenant with our Actions imported into it by the real deploy CLI. The import takes
 * half a minute, so it is kept and reused until something that matters to it changes. Concurrent callers wait
 * for the first.
 */
export function preparedSnapshot(options: { progress?: Progress } = {}): Promise<{
  snapshotFile: string
  /** Holds an {@link ImportRecord}. */
  recordFile: string
}> {
  const progress = options.progress ?? noProgress
  mkdirSync(snapshots, { recursive: true })
  return withLock(join(snapshots, 'lock'), async () => {
    progress.step('Building the Actions')
    await buildActions()
    progress.done('Actions built')
    const hash = hashOfFiles(root, INGREDIENTS)
    const snapshotFile = join(snapshots, `${hash}.json`)
    const recordFile = join(snapshots, `${hash}.import.json`)
    if (existsSync(snapshotFile)) progress.done('Using the tenant imported earlier (nothing changed since)')
    else await importInto(snapshotFile, recordFile, progress)
    pruneSnapshots(snapshots, hash, new Date())
    return { snapshotFile, recordFile }
  })
}

/** Starts a tenant that has our Actions, on the given port or a free one; also served as `127.0.0.1`. */
export async function startPreparedTenant(
  options: { port?: number; progress?: Progress } = {},
): Promise<RunningTenant> {
  const { snapshotFile } = await preparedSnapshot(options)
  const port = options.port ?? (await freePort())
  return startTenant({ port, snapshot: snapshotFile, customDomains: ['127.0.0.1'] })
}

async function importInto(snapshotFile: string, recordFile: string, progress: Progress): Promise<void> {
  progress.step('Starting an empty tenant')
  const tenant = await startTenant({ port: await freePort(), customDomains: ['127.0.0.1'] })
  try {
    const base = await tenant.control.state()
    await deployInto(
      tenant,
      demoSettings(base, tenant.origin, await tenant.control.phoneNetworks()),
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
  progress: Progress,
): Promise<void> {
  const settings = readEnvironment(environment)
  const connection = await connect({ ...settings.deployer, caFile: tenant.caFile }, DEPLOY_SCOPES)
  const input: DeployInput = {
    ...{ connection, settings, sources: await readSources(join(root, 'tenant.yaml')) },
    onProgress: (text) => progress.step(`${text} (once; about a minute in all)`),
  }
  await applyDeploy(input, await planDeploy(input))
}

/** A port that is free right now; the caller takes it at once. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
