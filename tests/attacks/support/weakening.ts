import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import type { Plugin } from 'esbuild'

import type { Patch } from './attack.ts'

const root = join(import.meta.dirname, '../../..')

/**
 * The files that patches change, by their absolute paths, with the texts they have then.
 * @throws Error that names the row and the file where a text does not stand exactly once
 */
export function patchedSources(row: string, patches: readonly Patch[]): ReadonlyMap<string, string> {
  const sources = new Map<string, string>()
  for (const { file, from, to } of patches) {
    const path = join(root, file)
    const parts = (sources.get(path) ?? readFileSync(path, 'utf8')).split(from)
    if (parts.length !== 2)
      throw new Error(`${row}: the text stands ${parts.length - 1} times in ${file}, not once: ${from}`)
    sources.set(path, parts.join(to))
  }
  return sources
}

/** Builds with these texts, whatever is on disk. */
export function weakening(sources: ReadonlyMap<string, string>): Plugin {
  return {
    name: 'weakening',
    setup(build) {
      build.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const patched = sources.get(path)
        if (patched === undefined && !/[\\/](?:scripts|tests)[\\/]/.test(path)) return undefined
        // Scripts look for files beside themselves.
        const source = patched ?? readFileSync(path, 'utf8')
        return {
          contents: source.replaceAll('import.meta.dirname', JSON.stringify(dirname(path))),
          loader: 'ts',
        }
      })
    },
  }
}
