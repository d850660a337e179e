import { spawn } from 'node:child_process'
import { once } from 'node:events'

/**
 * Runs a program with this terminal, until it ends.
 *
 * @param environment besides this process's own
 * @returns its exit code; 0 when it was interrupted, which is how people stop it
 */
export async function runProgram(
  main: string,
  args: string[],
  environment: Record<string, string>,
): Promise<number> {
  const child = spawn(process.execPath, ['--import', 'tsx', main, ...args], {
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  })
  // A terminal's Ctrl-C reaches the child by itself; this process outlives it, to clean up.
  const pass = (signal: NodeJS.Signals) => void child.kill(signal)
  for (const signal of SIGNALS) process.on(signal, pass)
  try {
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null]
    return signal === null ? (code ?? 1) : 0
  } finally {
    for (const signal of SIGNALS) process.off(signal, pass)
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
