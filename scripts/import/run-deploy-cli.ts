import { spawn } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

const root = join(import.meta.dirname, '..', '..')
const deployCli = join(root, 'node_modules', 'auth0-deploy-cli', 'lib', 'index.js')

export type DeployCliRun = {
  domain: string
  clientId: string
  accessToken: string
  yamlFile: string
  /** deploy-cli's names of the resource types it may touch. */
  resources: string[]
  /** A private folder for its configuration. */
  folder: string
  caFile?: string
  /** Never to be seen in what it says. */
  secrets: string[]
}

/**
 * Runs the real auth0-deploy-cli. It may create and update; it may not delete.
 *
 * @throws {Error} with what it said, secrets masked, when it fails or when it says it left something undone
 */
export async function runDeployCli(run: DeployCliRun): Promise<void> {
  const configFile = join(run.folder, 'config.json')
  await writeFile(configFile, JSON.stringify(configOf(run)), { mode: 0o600 })
  const files = [`--config_file=${configFile}`, `--input_file=${run.yamlFile}`]
  const { exitCode, output } = await runNode([deployCli, 'import', '--env=false', ...files], run.caFile)
  if (exitCode !== 0 || saysUndone(output)) {
    throw new Error(
      `auth0-deploy-cli could not import into ${run.domain}:\n${mask(output, run.secrets).trim()}`,
    )
  }
}

/** What deploy-cli is told, besides the file. */
export function configOf(run: DeployCliRun) {
  return {
    AUTH0_DOMAIN: run.domain,
    // With a token at hand, the id only tells deploy-cli which application is its own, never to be changed.
    AUTH0_CLIENT_ID: run.clientId,
    AUTH0_ACCESS_TOKEN: run.accessToken,
    // Keywords have been filled in; deploy-cli would look for them in the code of Actions, too.
    AUTH0_KEYWORD_REPLACE_MAPPINGS: {},
    AUTH0_ALLOW_DELETE: false,
    AUTH0_INCLUDED_ONLY: run.resources,
  }
}

/** It goes on after some failures, such as enabling an application on a connection, and still exits with 0. */
export const saysUndone = (output: string): boolean => /^\S+ - error: /m.test(output)

function runNode(
  args: string[],
  caFile: string | undefined,
): Promise<{ exitCode: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      // Debug output of deploy-cli and its SDK would hold every request.
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        AUTH0_LOG: 'info',
        AUTH0_DEBUG: 'false',
        ...(caFile === undefined ? {} : { NODE_EXTRA_CA_CERTS: caFile }),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (output += text))
    }
    // Should this process go first, the import must not go on alone.
    const end = () => child.kill()
    process.once('exit', end)
    child.once('error', reject)
    child.once('close', (exitCode) => {
      process.off('exit', end)
      resolve({ exitCode, output: stripVTControlCharacters(output) })
    })
  })
}

/** Longest first, so that no secret leaves the rest of a longer one behind. */
export function mask(text: string, secrets: string[]): string {
  return secrets
    .flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])
    .filter((secret) => secret.length > 0)
    .sort((one, other) => other.length - one.length)
    .reduce((masked, secret) => masked.replaceAll(secret, '***'), text)
}
