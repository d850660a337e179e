import { createInterface } from 'node:readline'

/** A conversation by lines, with a person or with a program. */
export type Terminal = {
  say(line: string): void
  /** @throws when there will be no further line */
  ask(question: string): Promise<string>
  close(): void
}

export function openTerminal(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Terminal {
  const lines = createInterface({ input, output })
  // Kept in a queue: a program may have written its answer before it is asked.
  const answers = lines[Symbol.asyncIterator]()
  return {
    say: (line) => void output.write(`${line}\n`),
    async ask(question) {
      output.write(`${question} `)
      const next = await answers.next()
      if (next.done === true) throw new Error('Stopped: there was no answer.')
      return next.value.trim()
    },
    close: () => lines.close(),
  }
}
