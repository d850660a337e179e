import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const root = join(__dirname, '../../../..')

export type CommandRun = { code: number | null; stdout: string; stderr: string }

/**
 * Runs the command as a person does whose Node trusts the tenant.
 *
 * @param during is called with all that was printed so far, whenever there is more
 */
export async function runSweepCommand(
  args: readonly string[],
  environment: { [name: string]: string },
  during: (stdout: string, child: ChildProcess) => void = () => undefined,
): Promise<CommandRun> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/sweep.ts', ...args], {
    cwd: root,
    env: { PATH: process.env['PATH'], NODE_OPTIONS: '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString()
    during(stdout, child)
  })
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, stdout, stderr }
}

export const deletedIn = (stdout: string): number => stdout.match(/^deleted /gm)?.length ?? 0
