import { resolve } from 'node:path'
import type { Command } from 'commander'
import { asSentence } from '../deploy/connect.ts'
import { EnvironmentError } from '../settings/environment-error.ts'
import type { Environment } from '../settings/given-text.ts'
import { loadEnvironment } from '../settings/load-env-file.ts'
import { endProcess } from './end-process.ts'

/** What went wrong, as a command tells it by its exit code. */
const EXIT = { refused: 1, usage: 2 } as const

const EXIT_CODES =
  '\nExit code: 0 if it is done or there was nothing to do, 1 if it was refused or failed, 2 if a setting or an option is wrong.\n'

/**
 * Runs what a command does, and ends the process; with a sentence for whatever goes wrong.
 *
 * @param host whose API it speaks to, for that sentence
 */
export async function runCommand(host: () => string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (thrown) {
    const error = asSentence(thrown, host())
    console.error(error instanceof Error ? error.message : String(error))
    process.exitCode = error instanceof EnvironmentError ? EXIT.usage : EXIT.refused
  }
  endProcess()
}

/** A command that ends with 2 when it is used wrongly. */
export function ofUsage(command: Command): Command {
  return (
    command
      // Not --env-file: Node takes that for itself wherever it stands, and ends where it finds no such file.
      .option('--settings <file>', 'a file with settings, instead of .env')
      .addHelpText('after', EXIT_CODES)
      .showHelpAfterError('(--help shows how)')
      .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : EXIT.usage))
  )
}

/** The settings of the environment and of a file. npm runs commands in the project's folder, wherever the person is. */
export function environmentOf({ settings }: { settings?: string }): Environment {
  const folder = process.env['INIT_CWD'] ?? process.cwd()
  return loadEnvironment(settings === undefined ? undefined : resolve(folder, settings))
}
