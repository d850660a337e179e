import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DeployCliRun } from '../import/run-deploy-cli.ts'
import { writeForDeployCli } from '../import/write-for-deploy-cli.ts'
import type { JsonObject } from '../local-tenant/json.ts'
import type { TenantFile } from './tenant-file.ts'
import { secretsOf } from './compare-actions.ts'
import type { Connection } from './connect.ts'
import type { Plan } from './plan.ts'
import type { Built } from './wanted.ts'

/** Runs auth0-deploy-cli; `runDeployCli` does. */
export type DeployCli = (run: DeployCliRun) => Promise<void>

/**
 * Imports what a plan creates or changes with auth0-deploy-cli, and nothing else: what is kept is not written again.
 *
 * @param built what the entries of the plan name
 * @throws {Error} with what deploy-cli said, secrets masked
 */
export async function importPieces(
  plan: Plan,
  connection: Connection,
  built: Built,
  deployCli: DeployCli,
): Promise<void> {
  const file = toImport(plan)
  const resources = Object.keys(file)
  if (resources.length === 0) return
  const { host, clientId, clientSecret, caFile, token } = connection
  await inPrivateFolder(async (folder) => {
    const yamlFile = await writeForDeployCli(file, built, folder)
    await deployCli({
      ...{ domain: host, clientId, accessToken: token, folder, yamlFile, resources },
      ...(caFile === undefined ? {} : { caFile }),
      secrets: [token, clientSecret, ...secretsIn(file)],
    })
  })
}

/** By deploy-cli's names of resources. */
function toImport({ pieces }: Plan): TenantFile {
  const file: { [resource: string]: JsonObject | JsonObject[] } = {}
  for (const { change, entry: piece } of pieces) {
    if (change === 'keep' || piece === undefined) continue
    const { resource, entry } = piece
    const others = file[resource]
    // Attack protection is one object, everything else a list.
    file[resource] =
      resource === 'attackProtection' ? entry : [...(Array.isArray(others) ? others : []), entry]
  }
  return file
}

function secretsIn({ actions = [] }: TenantFile): string[] {
  return (
    actions
      .flatMap(secretsOf)
      .filter(({ name }) => /SECRET|KEY|TOKEN|PASSWORD/.test(name))
      .map(({ value }) => value)
      // An optional secret that is not set, and an everyday word.
      .filter((value) => value !== 'none')
  )
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
