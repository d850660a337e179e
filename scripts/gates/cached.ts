import { rmSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

import { hashOfFiles } from '../demo/ingredients.ts'

const root = join(import.meta.dirname, '../..')

/** Where a tool keeps what it knows of files, as seen from the root. */
const PLACE = '.cache/checked'

/** Prettier looks again at a file whose text has changed, or its own options. */
export const PRETTIER_CACHE = [
  '--cache',
  '--cache-strategy',
  'content',
  '--cache-location',
  `${PLACE}/prettier`,
]

/** TypeScript looks again at whatever a changed file may have changed. */
export const typesCache = (name: string): string[] => [
  ...['--incremental', '--tsBuildInfoFile', `${PLACE}/${name}.tsbuildinfo`],
]

const LINTED = [
  'actions',
  'lib',
  'scripts',
  'tests',
  'eslint.config.mjs',
  'tsconfig.json',
  'package-lock.json',
]

/**
 * ESLint only knows which files have changed, but its rules ask for types, which other files may change. What it knows
 * counts for as long as none has changed.
 */
export function lintCache(): string[] {
  const name = `eslint-${hashOfFiles(root, LINTED)}`
  for (const other of filesIn(join(root, PLACE)))
    if (other.startsWith('eslint-') && other !== name) rmSync(join(root, PLACE, other), { recursive: true })
  return ['--cache', '--cache-strategy', 'content', '--cache-location', `${PLACE}/${name}`]
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
