import { readdirSync, rmSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'

/** How many snapshots stay: enough to go back and forth between a few states of the sources. */
const KEPT = 4

/**
 * Removes all but the snapshots used last, with the records of their imports.
 * @param used the hash of the one in use now, which is the newest by that
 */
export function pruneSnapshots(folder: string, used: string, now: Date): void {
  utimesSync(join(folder, `${used}.json`), now, now)
  const snapshots = readdirSync(folder)
    .filter((name) => /^[0-9a-f]{16}\.json$/.test(name))
    .map((name) => ({ name, usedAt: statSync(join(folder, name)).mtimeMs }))
    .sort((one, other) => other.usedAt - one.usedAt)
  for (const { name } of snapshots.slice(KEPT)) {
    rmSync(join(folder, name), { force: true })
    rmSync(join(folder, name.replace('.json', '.import.json')), { force: true })
  }
}
