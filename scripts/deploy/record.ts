import type { ManagementClient } from 'auth0'
import type { JsonObject } from '../local-tenant/json.ts'
import type { Change } from './json-changes.ts'
import type { PresentTenant } from './present-tenant.ts'
import type { SecretHashes } from './secret-hashes.ts'

/**
 * What a deploy remembers in the tenant itself, so that any machine can deploy again, take it all back, or go back to
 * an earlier release. It holds no secret.
 */
export type DeployRecord = {
  version: 1
  /** What is ours, as `type/name`: an Action of that name that is not listed is somebody else's. */
  claimed: string[]
  before: Before
  /** Newest last. */
  releases: Release[]
}

/** What was there before ours, as far as ours changes it. */
export type Before = {
  /** By client id, the marks of apps. */
  marks: { [clientId: string]: Change[] }
  connections: { [name: string]: ConnectionBefore }
  /** `untouched` while it is not ours to deliver codes. A provider's credentials are never shown, so they are not here. */
  phoneProvider: 'untouched' | 'absent' | (JsonObject & { name: string })
  /** Types of the phone templates that we made. */
  phoneTemplates: string[]
  /** By section of attack protection. */
  attackProtection: { [section: string]: Change[] }
}

export type ConnectionBefore = {
  /** Whether we made it. */
  made: boolean
  options: Change[]
  /** Ids of applications that it was opened to. */
  opened: string[]
}

/** A set of Action versions that ran together. */
export type Release = {
  at: string
  actions: { [action: string]: ReleasedAction }
}

export type ReleasedAction = {
  /** Auth0's id of the version, and its number. */
  version: string
  number: number
  /** Hash of its code. */
  content: string
  secrets: SecretHashes
}

/** Releases that are remembered. */
const RELEASES = 5

export const RECORD_NAME = 'phone-linking-record'

export const newRecord = (): DeployRecord => ({
  version: 1,
  claimed: [],
  before: {
    marks: {},
    connections: {},
    phoneProvider: 'untouched',
    phoneTemplates: [],
    attackProtection: {},
  },
  releases: [],
})

export const withRelease = (record: DeployRecord, release: Release): DeployRecord => ({
  ...record,
  releases: [...record.releases, release].slice(-RELEASES),
})

const MARK = '// record: '

const REASON = `// Written by \`npm run deploy\` of phone linking; \`npm run undeploy\` reads it and takes it away.
// It remembers what this tenant had before. It never runs: do not deploy or bind it, and do not edit it.
`

/**
 * The record as the code of an Action that is never deployed: the one place in a tenant that holds a text of this
 * size, needs no further scope, and can be read by an admin.
 */
export function recordCode(record: DeployRecord): string {
  return `${REASON}${MARK}${JSON.stringify(record)}\nexports.onExecutePostLogin = async () => {}\n`
}

/**
 * The record of the tenant; undefined where nothing of ours was ever deployed.
 *
 * @throws {Error} when it is there but cannot be read
 */
export function readRecord({ actions }: Pick<PresentTenant, 'actions'>): DeployRecord | undefined {
  const found = actions.find(({ name }) => name === RECORD_NAME)
  if (found === undefined) return undefined
  const text = found.code.split('\n').find((line) => line.startsWith(MARK))
  const record = text === undefined ? undefined : parsed(text.slice(MARK.length))
  if (record?.version !== 1) {
    throw new Error(
      `The Action “${RECORD_NAME}” holds no record of a deploy that this version can read. Put back its former code ` +
        'from its version history, or delete it and deploy with --adopt; undeploy then removes what is ours and cannot put back what was there before.',
    )
  }
  return record
}

function parsed(text: string): DeployRecord | undefined {
  try {
    return JSON.parse(text) as DeployRecord
  } catch {
    return undefined
  }
}

/**
 * Writes the record, unless the tenant has it as it is.
 *
 * @returns the id of the Action that holds it
 */
export async function writeRecord(
  management: ManagementClient,
  { actions }: Pick<PresentTenant, 'actions'>,
  record: DeployRecord,
): Promise<void> {
  const code = recordCode(record)
  const found = actions.find(({ name }) => name === RECORD_NAME)
  if (found?.code === code) return
  if (found) {
    await management.actions.update(found.id, { code })
    return
  }
  await management.actions.create({
    ...{ name: RECORD_NAME, code, runtime: 'node22' },
    supported_triggers: [{ id: 'post-login', version: 'v3' }],
  })
}
