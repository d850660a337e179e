import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

import { hashOfFiles } from '../demo/ingredients.ts'

const root = join(import.meta.dirname, '../..')

/** Where a tool keeps what it knows of files, as seen from the root. */
const PLACE = '.cache/checked'

const keptIn = (name: string): string[] => [
  ...['--cache', '--cache-strategy', 'content'],
  ...['--cache-location', `${PLACE}/${name}`],
]

/** Prettier looks again at a file whose text has changed, or its own options. */
export const prettierCache = (): string[] => keptIn('prettier')

/** TypeScript looks again at whatever a changed file may have changed. */
export const typesCache = (name: string): string[] => [
  '--incremental',
  '--tsBuildInfoFile',
  `${PLACE}/${name}.tsbuildinfo`,
]

const LINTED = [
  ...['actions', 'lib', 'scripts', 'tests'],
  ...['eslint.config.mjs', 'tsconfig.json', 'package-lock.json'],
]

/**
 * ESLint only knows which files have changed, but its rules ask for types, which other files may change. What it knows
 * counts for as long as none has changed; what it knew before goes.
 */
export function lintCache(): string[] {
  const folder = join(root, PLACE)
  const name = `eslint-${hashOfFiles(root, LINTED)}`
  mkdirSync(folder, { recursive: true })
  const outdated = readdirSync(folder).filter((other) => other.startsWith('eslint-') && other !== name)
  for (const other of outdated) rmSync(join(folder, other), { recursive: true })
  return keptIn(name)
}
