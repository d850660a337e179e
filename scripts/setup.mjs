// Runs before every command of the project, in plain JavaScript, because nothing is installed yet on a fresh
// clone: checks Node, installs from the lock file when it changed, then hands over to the TypeScript script.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `This project needs Node 20.19 or newer; this is Node ${process.versions.node}. Install a newer Node and run the command again.`,
  )
  process.exit(1)
}

const root = join(import.meta.dirname, '..')
const [script, ...scriptArguments] = process.argv.slice(2)

const lockHash = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex')
const stamp = join(root, 'node_modules', '.installed-lock')
const installed = existsSync(stamp) && readFileSync(stamp, 'utf8') === lockHash
if (!installed) {
  console.error('Installing packages from the lock file (once; about half a minute)…')
  const npm = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    // What npm has to say is not the command's result, which may be piped on.
    stdio: ['ignore', process.stderr, 'inherit'],
    shell: process.platform === 'win32',
  })
  if (npm.status !== 0) {
    console.error(
      '`npm ci` failed, see its message above. Check the network or registry settings and run again.',
    )
    process.exit(1)
  }
  mkdirSync(join(root, 'node_modules'), { recursive: true })
  writeFileSync(stamp, lockHash)
}

const child = spawn(process.execPath, ['--import', 'tsx', join(root, script), ...scriptArguments], {
  cwd: root,
  stdio: 'inherit',
})
// The child prints and cleans up; this process only waits. Ctrl-C in a terminal reaches the child by itself; a signal
// that somebody sent to this process alone does not.
process.on('SIGINT', () => void (process.stdin.isTTY || child.kill('SIGINT')))
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
