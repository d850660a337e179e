import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')

/** An example's program in a process of its own, as a person has it in a terminal. */
export type ExampleProgram = {
  /** Waits until the program has written this, after what was waited for before; gives the match. */
  sees(words: RegExp): Promise<RegExpExecArray>
  type(line: string): void
  /** Ends what it can read. */
  hangUp(): void
  /** Everything that it has written so far. */
  output(): string
  /** Its exit code, when it has ended. */
  ended: Promise<number>
  kill(signal?: NodeJS.Signals): void
}

/** A home for the example's programs: where they keep the login, and a browser of theirs that only notes what it opens. */
export type ExampleHome = {
  tokensFile: string
  start(example: string, args?: string[]): ExampleProgram
  /** What the system's browser was asked to open. */
  opened(): string[]
  remove(): void
}

type Settings = { domain: string; clientId: string; caFile: string }

export function exampleHome({ domain, clientId, caFile }: Settings): ExampleHome {
  const folder = mkdtempSync(join(tmpdir(), 'example-'))
  const openedFile = join(folder, 'opened')
  const tokensFile = join(folder, 'login', 'tokens.json')
  writeFileSync(openedFile, '')
  // As the system's openers are called: xdg-open asks $BROWSER where there is no desktop, macOS has `open`.
  const opener = join(folder, 'open')
  writeFileSync(opener, `#!/bin/sh\nfor last in "$@"; do :; done\necho "$last" >> '${openedFile}'\n`)
  chmodSync(opener, 0o755)
  const running: ExampleProgram[] = []
  return {
    tokensFile,
    start(example, args = []) {
      const program = startProgram(join(root, 'scripts', 'examples', example, 'main.ts'), args, {
        PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}`,
        BROWSER: opener,
        NODE_EXTRA_CA_CERTS: caFile,
        EXAMPLE_DOMAIN: domain,
        EXAMPLE_CLIENT_ID: clientId,
        EXAMPLE_TOKENS: tokensFile,
      })
      running.push(program)
      return program
    },
    opened: () => readFileSync(openedFile, 'utf8').split('\n').filter(Boolean),
    remove() {
      for (const program of running) program.kill()
      rmSync(folder, { recursive: true })
    },
  }
}

/**
 * Starts a TypeScript program of ours in a process of its own.
 * @param environment all that it has
 */
export function startProgram(main: string, args: string[], environment: NodeJS.ProcessEnv): ExampleProgram {
  const child = spawn(process.execPath, ['--import', 'tsx', main, ...args], { env: environment, cwd: root })
  let written = ''
  let seen = 0
  let look = (): void => undefined
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      written += text
      look()
    })
  }
  const ended = once(child, 'close').then(([code]: unknown[]) => Number(code))
  return {
    ended,
    output: () => written,
    type: (line) => void child.stdin.write(`${line}\n`),
    hangUp: () => void child.stdin.end(),
    kill: (signal) => void child.kill(signal),
    sees: (words) =>
      new Promise((resolve, reject) => {
        look = () => {
          const found = words.exec(written.slice(seen))
          if (found === null) return
          seen += found.index + found[0].length
          look = () => undefined
          resolve(found)
        }
        look()
        void ended.then(() =>
          reject(new Error(`It ended without having written ${String(words)}:\n${written}`)),
        )
      }),
  }
}
