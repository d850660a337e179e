import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { Environment } from '../../../scripts/settings/given-text.ts'

const root = join(__dirname, '..', '..', '..')

export type CommandResult = { exitCode: number | null; stdout: string; stderr: string }

/**
 * Runs one of our commands as npm does, in a process of its own.
 *
 * @param environment all that it is told; NODE_EXTRA_CA_CERTS among it for a local tenant
 */
export function runScript(
  script: 'deploy' | 'undeploy' | 'rollback',
  options: string[],
  environment: Environment,
): Promise<CommandResult> {
  const { PATH, HOME } = process.env
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', join(root, 'scripts', `${script}.ts`), ...options],
    { cwd: root, env: { PATH, HOME, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  const result: CommandResult = { exitCode: null, stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (result.stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (result.stderr += text))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (exitCode) => resolve({ ...result, exitCode }))
  })
}
