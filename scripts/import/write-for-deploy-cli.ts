import { writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { TenantFile } from '../deploy/tenant-file.ts'

/** The resources whose entries name a file, and the field that names it. */
const FILES = { actions: 'code', flows: 'body', forms: 'body' } as const

/**
 * Writes the tenant file into the folder, with the code and the bodies that it names, since deploy-cli wants all below
 * one folder. They are written as they are: keywords are never filled into them.
 *
 * @param texts of the files that it names, by path: those that the plan was made of, whatever a build writes meanwhile
 * @returns the path of the written file
 */
export async function writeForDeployCli(
  merged: TenantFile,
  texts: ReadonlyMap<string, string>,
  folder: string,
): Promise<string> {
  const written: TenantFile = { ...merged }
  for (const [resource, field] of Object.entries(FILES)) {
    const entries = merged[resource] as { [field: string]: string }[] | undefined
    if (entries === undefined) continue
    written[resource] = await Promise.all(
      entries.map(async (entry, index) => {
        const path = entry[field] ?? ''
        const text = texts.get(path)
        if (text === undefined) throw new Error(`${path} was not read.`)
        const to = `${resource}-${index}-${basename(path)}`
        await writeFile(join(folder, to), text, { mode: 0o600 })
        return { ...entry, [field]: `./${to}` }
      }),
    )
  }
  const file = join(folder, 'tenant.yaml')
  // JSON is YAML (YAML 1.2, section 1.3), and it leaves no question of quoting.
  await writeFile(file, JSON.stringify(written), { mode: 0o600 })
  return file
}
