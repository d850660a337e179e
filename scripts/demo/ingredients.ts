import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/**
 * One hash over files, over every source in folders, and over what else counts.
 * @param paths as from the root; one that is not there throws, since what it should have told would not count
 */
export function hashOfFiles(root: string, paths: readonly string[], more = ''): string {
  const hash = createHash('sha256').update(more)
  for (const file of paths.flatMap((path) => sourcesIn(root, path))) {
    hash.update(`${file}\0`).update(readFileSync(join(root, file)))
  }
  return hash.digest('hex').slice(0, 16)
}

/** The path itself when it is a file; when a folder, every source in it, in a fixed order. */
function sourcesIn(root: string, path: string): string[] {
  const absolute = join(root, path)
  if (statSync(absolute).isFile()) return [path]
  const sources = readdirSync(absolute, { recursive: true, encoding: 'utf8' })
    .map((name) => `${path}/${name.replaceAll('\\', '/')}`)
    .filter((name) => /\.[jt]s$/.test(name))
    .sort()
  if (sources.length === 0) throw new Error(`${path} holds no source.`)
  return sources
}
