import { ManagementClient, ManagementError } from 'auth0'
import { rmSync } from 'node:fs'
import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { parse } from 'yaml'
import { trustingFetch } from './demo/trusting-fetch.ts'
import { ensureForms, findForms, formKeywords } from './import/ensure-forms.ts'
import { fillKeywords, type Keywords } from './import/keywords.ts'
import { leaveOutUnwanted } from './import/optional-parts.ts'
import { textKeywords } from './import/text-keywords.ts'
import { managementToken, type Deployer } from './import/management-access.ts'
import { ensureClient, readTenant } from './import/read-tenant.ts'
import { runDeployCli } from './import/run-deploy-cli.ts'
import { writeForDeployCli } from './import/write-for-deploy-cli.ts'
import { mergeTenant, type ClientEntry, type PresentTenant, type TenantFile } from './merge-tenant.ts'

export type ImportOptions = Deployer & {
  yamlFile: string
  /**
   * All keywords of the file but those that the import finds out: the companion's id and secret, the ids of Forms, the
   * texts of codes. These are made of BRAND and SMS_DOMAIN.
   */
  keywords: Keywords
  /** PEM file of the authority that signed the tenant's certificate; for a local tenant. */
  caFile?: string
  onProgress?: (text: string) => void
}

/** What is known of the companion, the Forms and the texts while they do not exist yet. */
const UNKNOWN = {
  COMPANION_CLIENT_ID: 'unknown',
  COMPANION_CLIENT_SECRET: 'unknown',
  ...formKeywords(() => 'unknown'),
  ...{ SMS_TEMPLATE: 'unknown', VOICE_TEMPLATE: 'unknown' },
}

const NEEDED_FOR_TEXTS = '##BRAND## ##SMS_DOMAIN##'

/**
 * Imports `tenant.yaml` with auth0-deploy-cli into a tenant that has more than that, taking nothing away from it.
 *
 * @throws {Error} with a sentence for a person, free of secrets, that says what to mend
 */
export async function importTenant(options: ImportOptions): Promise<void> {
  const { domain, clientId, yamlFile, caFile, onProgress = () => undefined } = options
  const whole = parse(await readFile(yamlFile, 'utf8')) as TenantFile
  const document = leaveOutUnwanted(whole, options.keywords)
  // Nothing is asked of the tenant before the keywords are known to be complete.
  const [draft] = fillKeywords([document, NEEDED_FOR_TEXTS], { ...options.keywords, ...UNKNOWN }) as [
    TenantFile,
  ]
  const given = { ...options.keywords, ...textKeywords(options.keywords) }
  const companion = companionOf(draft)

  const fetcher = caFile === undefined ? fetch : trustingFetch(caFile)
  const token = await managementToken(options, fetcher)
  const management = new ManagementClient({ domain, token: () => token, fetch: fetcher, telemetry: false })
  try {
    onProgress('Reading what the tenant has')
    const present = await readTenant(management, draft)
    // Nothing is created before it is known that all will fit.
    mergeTenant(draft, present)
    const forms = await findForms(management, draft.forms?.map(({ name }) => name) ?? [])

    onProgress('Making sure the companion application exists')
    const { clientId: companionId, clientSecret } = await ensureClient(management, companion, present)
    onProgress('Making sure the Forms exist')
    const formIds = await ensureForms(management, forms)
    const keywords = {
      ...given,
      ...formKeywords((name) => formIds.get(name)),
      COMPANION_CLIENT_ID: companionId,
      COMPANION_CLIENT_SECRET: clientSecret,
    }
    const ours = fillKeywords(document, keywords) as TenantFile
    const merged = mergeTenant(ours, withClient(present, companionId, companion.name))

    await inPrivateFolder(async (folder) => {
      const file = await writeForDeployCli(merged, dirname(resolve(yamlFile)), folder)
      onProgress('Importing')
      await runDeployCli({
        ...{ domain, clientId, folder },
        ...(caFile === undefined ? {} : { caFile }),
        accessToken: token,
        yamlFile: file,
        resources: Object.keys(merged),
        secrets: [token, options.clientSecret, clientSecret, ...secretsIn(ours)],
      })
    })
  } catch (error) {
    throw error instanceof ManagementError ? asSentence(error, domain) : error
  }
}

/** The client that runs inner logins, known by the mark it carries for foreign Actions. */
function companionOf({ clients = [] }: TenantFile): ClientEntry {
  const companion = clients.find(({ client_metadata }) => client_metadata?.['phone_link_inner'] === 'true')
  if (!companion) throw new Error('tenant.yaml has no companion: no application is marked phone_link_inner.')
  return companion
}

/** The tenant once the application is there; mergeTenant speaks of applications by id. */
function withClient(present: PresentTenant, client_id: string, name: string): PresentTenant {
  const isKnown = present.clients.some((client) => client.client_id === client_id)
  return isKnown ? present : { ...present, clients: [...present.clients, { client_id, name }] }
}

/** Gives a folder that only its owner can enter, and removes it whatever happens, an early exit included. */
async function inPrivateFolder(use: (folder: string) => Promise<void>): Promise<void> {
  // `mkdtemp` makes it with mode 0700.
  const folder = await mkdtemp(join(tmpdir(), 'phone-linking-import-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  process.once('exit', remove)
  // A signal that nobody handles would end the process without `exit`. A caller's own handlers come first.
  const signals = (['SIGINT', 'SIGTERM', 'SIGHUP'] as const).filter(
    (name) => process.listenerCount(name) === 0,
  )
  const leave = () => process.exit(1)
  for (const name of signals) process.once(name, leave)
  try {
    await use(folder)
  } finally {
    for (const name of signals) process.off(name, leave)
    process.off('exit', remove)
    remove()
  }
}

function secretsIn(file: TenantFile): string[] {
  const actions = (file['actions'] ?? []) as { secrets?: { name: string; value: string }[] }[]
  return (
    actions
      .flatMap(({ secrets = [] }) => secrets)
      .filter(({ name }) => /SECRET|KEY|TOKEN|PASSWORD/.test(name))
      .map(({ value }) => value)
      // An optional secret that is not set, and an everyday word.
      .filter((value) => value !== 'none')
  )
}

function asSentence(error: ManagementError, domain: string): Error {
  const { message } = (error.body ?? {}) as { message?: string }
  return new Error(
    `${domain} refuses the import (${error.statusCode ?? 'no answer'}): ${message ?? error.message}.`,
    {
      cause: error,
    },
  )
}
