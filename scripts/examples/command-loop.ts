import { createInterface } from 'node:readline/promises'

/**
 * Takes a program's commands line by line and runs each, until `exit` or the end of the input.
 *
 * @returns 0: a command that failed has said so itself
 */
export async function commandLoop(run: (args: string[]) => Promise<number>): Promise<number> {
  for (;;) {
    const line = await askCommand()
    if (line === undefined || line === 'exit') return 0
    if (line !== '') await run(line.split(/\s+/))
  }
}

/** Asks, and lets go of the terminal: the command has it next. `undefined` when nothing more will come. */
async function askCommand(): Promise<string | undefined> {
  const lines = createInterface({ input: process.stdin, output: process.stdout })
  try {
    return await new Promise((resolve, reject) => {
      lines.once('close', () => resolve(undefined))
      lines.once('SIGINT', () => resolve(undefined))
      lines.question('phone-cli> ').then((line) => resolve(line.trim()), reject)
    })
  } finally {
    lines.close()
  }
}
