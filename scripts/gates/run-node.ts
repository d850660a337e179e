import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const root = join(import.meta.dirname, '../..')

/** What a program of Node ended with; `output` is all that it printed, in the order in which it came. */
export type Ran = { status: number; output: string; stdout: string }

/**
 * Runs Node at the root of the project, without input.
 * @param more.environment on top of this process's own
 * @param more.showsErrors whether what it says on stderr is to be seen here as it comes, too
 * @param more.showsOutput the same for stdout
 */
export function runNode(
  args: readonly string[],
  more: { environment?: NodeJS.ProcessEnv; showsErrors?: boolean; showsOutput?: boolean } = {},
): Promise<Ran> {
  const { environment = {}, showsErrors = false, showsOutput = false } = more
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const chunks: Buffer[] = []
  const printed: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => {
    chunks.push(chunk)
    printed.push(chunk)
    if (showsOutput) process.stdout.write(chunk)
  })
  child.stderr.on('data', (chunk: Buffer) => {
    chunks.push(chunk)
    if (showsErrors) process.stderr.write(chunk)
  })
  const textOf = (parts: Buffer[]): string => Buffer.concat(parts).toString()
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (status) =>
      resolve({ status: status ?? 1, output: textOf(chunks), stdout: textOf(printed) }),
    )
  })
}

export type PackageCommand = 'prettier' | 'eslint' | 'tsc' | 'jest'

const PACKAGES: Record<PackageCommand, string> = {
  prettier: 'prettier',
  eslint: 'eslint',
  tsc: 'typescript',
  jest: 'jest',
}

/** The file that a package's command runs: without npx or a shell, the same on every platform. */
export function binOf(command: PackageCommand): string {
  const manifest = createRequire(import.meta.url).resolve(`${PACKAGES[command]}/package.json`)
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8')) as { bin: string | Record<string, string> }
  const path = typeof bin === 'string' ? bin : bin[command]
  if (path === undefined) throw new Error(`${PACKAGES[command]} has no command ${command}`)
  return join(dirname(manifest), path)
}
