import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { startTenant } from '../local-tenant/start.ts'
import type { RunningTenant } from '../local-tenant/start.ts'
import { hashOfFiles } from './ingredients.ts'
import { withLock } from './lock.ts'
import { noProgress } from './progress.ts'
import type { Progress } from './progress.ts'
import { pruneSnapshots } from './prune-snapshots.ts'

const root = join(import.meta.dirname, '..', '..')
const snapshots = join(root, '.cache', 'snapshots')

/** What decides, beside what is built, what the imported tenant looks like: a change of any calls for a new import. */
const INGREDIENTS = [
  'tenant.yaml',
  'package-lock.json',
  'scripts/deploy',
  'scripts/import',
  'scripts/settings',
  'scripts/texts',
  'scripts/demo/import-snapshot.ts',
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

/** Names the environment variable that holds, as JSON, what {@link preparedSnapshot} gave just before. */
export const SNAPSHOT_VARIABLE = 'PHONE_LINKING_SNAPSHOT'

export type PreparedSnapshot = {
  snapshotFile: string
  /** Holds an `ImportRecord`. */
  recordFile: string
}

/**
 * Gives a snapshot of the base tenant with our Actions imported into it by the real deploy CLI. The import takes
 * half a minute, so it is kept and reused until something that matters to it changes. Concurrent callers wait
 * for the first. Whoever was started by one that has it already looks no further.
 */
export function preparedSnapshot(options: { progress?: Progress } = {}): Promise<PreparedSnapshot> {
  const given = process.env[SNAPSHOT_VARIABLE]
  if (given !== undefined) return Promise.resolve(JSON.parse(given) as PreparedSnapshot)
  const progress = options.progress ?? noProgress
  mkdirSync(snapshots, { recursive: true })
  return withLock(join(snapshots, 'lock'), async () => {
    progress.step('Building the Actions')
    // What builds and deploys takes a while to load.
    const sources = await (await import('../deploy/build-sources.ts')).buildSources()
    progress.done('Actions built')
    const built = JSON.stringify([...sources.codes, ...sources.bodies])
    const hash = hashOfFiles(root, INGREDIENTS, built)
    const prepared = {
      snapshotFile: join(snapshots, `${hash}.json`),
      recordFile: join(snapshots, `${hash}.import.json`),
    }
    if (existsSync(prepared.snapshotFile))
      progress.done('Using the tenant imported earlier (nothing changed since)')
    else await (await import('./import-snapshot.ts')).importInto(prepared, sources, progress)
    pruneSnapshots(snapshots, hash, new Date())
    return prepared
  })
}

/** Starts a tenant that has our Actions, on the given port or a free one; also served as `127.0.0.1`. */
export async function startPreparedTenant(
  options: { port?: number; progress?: Progress } = {},
): Promise<RunningTenant> {
  const { snapshotFile } = await preparedSnapshot(options)
  // Without a port the tenant takes any: one that was found free before could be taken meanwhile.
  return startTenant({ port: options.port ?? 0, snapshot: snapshotFile, customDomains: ['127.0.0.1'] })
}
