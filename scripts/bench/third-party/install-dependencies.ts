import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import type { Dependency } from './parse-dependency.ts'

/**
 * A folder in whose `node_modules` the dependencies are: the project's own where it has these very versions, else one
 * below `.cache`, into which npm installs them once.
 *
 * @throws {Error} with a sentence if npm cannot install them
 */
export function installDependencies(dependencies: readonly Dependency[], root: string): string {
  if (dependencies.every((dependency) => isInstalled(dependency, root))) return root
  const wanted = dependencies.map(({ name, version }) => `${name}@${version}`).sort()
  const key = createHash('sha256').update(wanted.join('\n')).digest('hex').slice(0, 16)
  const folder = join(root, '.cache', 'bench-packages', key)
  const stamp = join(folder, 'installed')
  if (existsSync(stamp)) return folder
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
  const npm = spawnSync(
    'npm',
    [
      ...['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error'],
      // Names that look like options stay names.
      ...['--', ...wanted],
    ],
    { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], shell: process.platform === 'win32' },
  )
  // npm is content with a link that leads nowhere.
  const missing = dependencies.find(({ name }) => !existsSync(manifestOf(name, folder)))
  if (npm.status !== 0 || missing) {
    rmSync(folder, { recursive: true, force: true })
    throw new Error(`npm cannot install ${wanted.join(', ')}: ${reasonOf(npm.stderr)}`)
  }
  writeFileSync(stamp, `${wanted.join('\n')}\n`)
  return folder
}

function isInstalled({ name, version }: Dependency, root: string): boolean {
  const file = manifestOf(name, root)
  if (!existsSync(file)) return false
  return (JSON.parse(readFileSync(file, 'utf8')) as { version?: unknown }).version === version
}

const manifestOf = (name: string, root: string): string => join(root, 'node_modules', name, 'package.json')

/** The line of npm's complaint that says what is wrong; the others say where it was written down. */
function reasonOf(stderr: Buffer | null): string {
  const lines = (stderr?.toString('utf8') ?? '')
    .split('\n')
    .map((line) => line.replace(/^npm (error|ERR!) ?/, ''))
  const told = lines.filter((line) => line !== '' && !/^(code |A complete log)/.test(line))
  return told[0] ?? 'it does not say why.'
}
