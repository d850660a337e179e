import { readFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { Script } from 'node:vm'

import { installDependencies } from './install-dependencies.ts'
import { parseDependency } from './parse-dependency.ts'
import { readSecrets } from './read-secrets.ts'
import type { ThirdParty } from './third-party.ts'

export type ThirdPartyOptions = {
  action?: string
  trigger?: string
  secrets?: string
  dependency?: string[]
}

/**
 * Reads somebody else's Action, if one was named, and sees to its dependencies.
 *
 * @param from the folder that the command was called in, and the project's
 * @throws {Error} with a sentence that says which option is wrong and why
 */
export function readThirdParty(
  { action, trigger, secrets, dependency = [] }: ThirdPartyOptions,
  from: { folder: string; root: string },
): ThirdParty | undefined {
  if (action === undefined) {
    if (secrets !== undefined || dependency.length > 0 || trigger !== undefined)
      throw new Error('There is no --action that --trigger, --secrets or --dependency could belong to.')
    return undefined
  }
  if (trigger !== 'post-login')
    throw new Error('Say --trigger post-login: Actions of that trigger are what can be measured.')
  const code = readText(resolve(from.folder, action))
  checkCode(code, action)
  const dependencies = dependency.map(parseDependency)
  return {
    name: basename(action).replace(/\.[cm]?js$/, ''),
    code,
    secrets: secrets === undefined ? [] : readSecrets(readText(resolve(from.folder, secrets)), secrets),
    dependencies,
    packagesRoot: installDependencies(dependencies, from.root),
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const { code = 'unknown reason' } = error as NodeJS.ErrnoException
    throw new Error(`The file ${file} cannot be read (${code}).`, { cause: error })
  }
}

/** Auth0 takes CommonJS; what does not compile there would be told of in a login that nobody sees. */
function checkCode(code: string, file: string): void {
  try {
    new Script(`(function () {${code}\n})`, { filename: file })
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new Error(`${file} is no CommonJS script, which is what Auth0 takes: ${why}.`, { cause: error })
  }
  if (!code.includes('onExecutePostLogin'))
    throw new Error(`${file} exports no onExecutePostLogin, which is what post-login runs.`)
}
