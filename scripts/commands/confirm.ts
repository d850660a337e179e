import { createInterface } from 'node:readline/promises'

/**
 * Asks a person whether to go on.
 *
 * @throws {Error} when there is nobody to ask: CI says it beforehand
 */
export async function confirm(question: string, isAgreed: boolean): Promise<boolean> {
  if (isAgreed) return true
  if (!process.stdin.isTTY)
    throw new Error('Nobody is there to ask: say --yes to go on, or --dry-run to only look.')
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim())
  } finally {
    terminal.close()
  }
}
