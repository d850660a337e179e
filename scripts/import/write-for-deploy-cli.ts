import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BodyEntry, TenantFile } from '../deploy/tenant-file.ts'
import type { Built } from '../deploy/wanted.ts'

/**
 * Writes the tenant file into the folder, with the code and the bodies that it names, since deploy-cli wants all below
 * one folder. They are written as they were built: keywords are never filled into them.
 *
 * @returns the path of the written file
 * @throws {Error} when something of it was not built
 */
export async function writeForDeployCli(
  wanted: TenantFile,
  { codes, bodies }: Built,
  folder: string,
): Promise<string> {
  const put = async (name: string, text: string) => {
    await writeFile(join(folder, name), text, { mode: 0o600 })
    return `./${name}`
  }
  const withBodies = (kind: 'forms' | 'flows', entries: readonly BodyEntry[]) =>
    Promise.all(
      entries.map(async (entry, index) => ({
        ...entry,
        body: await put(`${kind}-${index}.json`, JSON.stringify(builtAt(entry.body, bodies))),
      })),
    )
  const written: TenantFile = { ...wanted }
  if (wanted.actions)
    written.actions = await Promise.all(
      wanted.actions.map(async (entry) => ({
        ...entry,
        code: await put(`${entry.name}.js`, builtAt(entry.name, codes)),
      })),
    )
  if (wanted.forms) written.forms = await withBodies('forms', wanted.forms)
  if (wanted.flows) written.flows = await withBodies('flows', wanted.flows)
  // JSON is YAML (YAML 1.2, section 1.3), and it leaves no question of quoting.
  const name = await put('tenant.yaml', JSON.stringify(written))
  return join(folder, name)
}

function builtAt<Thing>(key: string, built: ReadonlyMap<string, Thing>): Thing {
  const found = built.get(key)
  if (found === undefined) throw new Error(`${key} was not built.`)
  return found
}
