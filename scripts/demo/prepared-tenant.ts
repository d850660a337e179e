import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { buildActions } from '../build.ts'
import type { Keywords } from '../import/keywords.ts'
import { importTenant } from '../import-tenant.ts'
import type { CallRecord } from '../local-tenant/call-log.ts'
import type { PhoneNetworks } from '../local-tenant/phone-networks/control.ts'
import { startTenant } from '../local-tenant/start.ts'
import type { RunningTenant } from '../local-tenant/start.ts'
import type { Configuration } from '../local-tenant/state.ts'
import { hashOfFiles } from './ingredients.ts'
import { withLock } from './lock.ts'
import { noProgress } from './progress.ts'
import type { Progress } from './progress.ts'
import { pruneSnapshots } from './prune-snapshots.ts'
import { clientNamed } from './tenant-clients.ts'

const root = join(import.meta.dirname, '..', '..')
const snapshots = join(root, '.cache', 'snapshots')

/** Whatever decides what the imported tenant looks like; a change of any of these calls for a new import. */
const INGREDIENTS = [
  'tenant.yaml',
  'package-lock.json',
  'dist',
  'scripts/import-tenant.ts',
  'scripts/import',
  'scripts/merge-tenant.ts',
  'scripts/demo/prepared-tenant.ts',
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
  const port = await freePort()
  const tenant = await startTenant({ port, customDomains: ['127.0.0.1'] })
  try {
    const base = await tenant.control.state()
    const deploy = clientNamed(base, 'Deploy')
    await importTenant({
      domain: `localhost:${port}`,
      clientId: deploy.client_id,
      clientSecret: deploy.client_secret,
      yamlFile: join(root, 'tenant.yaml'),
      keywords: {
        TENANT_DOMAIN: `localhost:${port}`,
        CUSTOM_DOMAINS: `127.0.0.1:${port}`,
        FINGERPRINT_KEY: randomBytes(32).toString('base64'),
        APP_CLIENT_NAME: 'Demo App',
        SMS_DOMAIN: 'localhost',
        BRAND: 'Example',
        PHONE_POLICY: 'never',
        OFFER_AGAIN_DAYS: '30',
        OFFER_TIMES: '3',
        COLLECT_NUMBER: 'off',
        ALLOWED_COUNTRIES: 'default',
        NUMBER_TYPES: 'mobile',
        ...providerKeywords(await tenant.control.phoneNetworks()),
        APP_NAME: 'Example',
        HELP_URL: 'http://localhost:3000/not-me',
        RECEIVER_URL: 'none',
        RECEIVER_AUDIENCE: 'none',
        SIGNING_KEY: 'none',
        COMPANION_CALLBACKS: [`https://localhost:${port}/continue`, `https://127.0.0.1:${port}/continue`],
      },
      caFile: tenant.caFile,
      onProgress: (text) => progress.step(`${text} (auth0-deploy-cli, once; about half a minute in all)`),
    })
    const record: ImportRecord = { before: base.configuration, calls: await tenant.control.calls() }
    writeFileSync(recordFile, JSON.stringify(record), { mode: 0o600 })
    // Renamed into place, so that nobody ever loads half a snapshot.
    await tenant.control.saveSnapshot(`${snapshotFile}.new`)
    renameSync(`${snapshotFile}.new`, snapshotFile)
    progress.done('Tenant imported')
  } finally {
    await tenant.stop()
  }
}

/** Codes go by the stand-in of Twilio Messaging; tests switch to the others, for which all is there. */
function providerKeywords({ origin, webhookUrl, credentials }: PhoneNetworks): Keywords {
  return {
    CODE_PROVIDER: 'twilio_messaging',
    TWILIO_ACCOUNT_SID: credentials.accountSid,
    TWILIO_AUTH_TOKEN: credentials.authToken,
    TWILIO_VERIFY_SID: credentials.verifyServiceSid,
    TWILIO_MESSAGING_SID: credentials.messagingServiceSid,
    TWILIO_FROM: credentials.fromNumber,
    TWILIO_API_URL: origin,
    WEBHOOK_URL: webhookUrl,
    WEBHOOK_SECRET: credentials.webhookSecret,
    CODES_PER_HOUR: 'none',
    TICKET_CHECK: 'on',
  }
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
