import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify, stripVTControlCharacters } from 'node:util'
import { clientNamed } from '../../scripts/demo/tenant-clients.ts'
import type { RunningTenant } from '../../scripts/local-tenant/start.ts'

export { configurationOf } from './tenant-configuration.ts'

const root = join(__dirname, '..', '..')
const DEPLOY_CLI = join(root, 'node_modules', 'auth0-deploy-cli', 'lib', 'index.js')

/**
 * All types but this one. `pages` has Classic's login page, which belongs to the client that stands for all others
 * (`is_global`): deploy-cli does not go on without it, and the local tenant has none.
 */
const EXCLUDED = ['pages']

/**
 * The tenant as the real auth0-deploy-cli exports it: the text of every file by its path, with hosts of the tenant
 * replaced, so that two exports are equal when two tenants are.
 *
 * @throws what it said, when it fails or leaves something out
 */
export async function exportTenant(tenant: RunningTenant): Promise<Map<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), 'tenant-export-'))
  try {
    const configFile = join(folder, 'config.json')
    await writeFile(configFile, JSON.stringify(await configOf(tenant)), { mode: 0o600 })
    const output = join(folder, 'export')
    await runExport(configFile, output, tenant.caFile)
    return await readAll(output, hostsOf(tenant))
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function configOf({ origin, control }: RunningTenant): Promise<object> {
  const { client_id, client_secret } = clientNamed(await control.state(), 'Deploy')
  return {
    ...{ AUTH0_DOMAIN: new URL(origin).host, AUTH0_CLIENT_ID: client_id, AUTH0_CLIENT_SECRET: client_secret },
    ...{ AUTH0_EXPORT_IDENTIFIERS: false, AUTH0_EXPORT_ORDERED: true, AUTH0_EXCLUDED: EXCLUDED },
  }
}

async function runExport(configFile: string, output: string, caFile: string): Promise<void> {
  // YAML: a directory would hold one file for two applications that share a name.
  const how = ['export', '--env=false', '--format=yaml', `--config_file=${configFile}`]
  const preload = ['--require', join(__dirname, 'without-waiting.cjs')]
  const said = await promisify(execFile)(
    process.execPath,
    [...preload, DEPLOY_CLI, ...how, `--output_folder=${output}`],
    { env: { ...process.env, NODE_EXTRA_CA_CERTS: caFile, NODE_OPTIONS: '', AUTH0_LOG: 'info' } },
  )
  const lines = stripVTControlCharacters(`${said.stdout}\n${said.stderr}`).split('\n')
  // It goes on when it cannot read something, and then exports a tenant without it.
  const complaints = lines.filter((line) => / - (?:error|warn): /.test(line))
  if (complaints.length > 0) throw new Error(complaints.join('\n'))
}

async function readAll(folder: string, hosts: [host: string, name: string][]): Promise<Map<string, string>> {
  const files = new Map<string, string>()
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  for (const path of paths.sort()) {
    const text = await readFile(path, 'utf8')
    const named = hosts.reduce((changed, [host, name]) => changed.replaceAll(host, name), text)
    files.set(path.slice(folder.length + 1), named)
  }
  return files
}

/** A tenant is named by its port, which is another one in every test. */
function hostsOf({ origin, phoneNetworksOrigin }: RunningTenant): [host: string, name: string][] {
  const { port } = new URL(origin)
  return [
    [`localhost:${port}`, 'tenant.example'],
    [`127.0.0.1:${port}`, 'custom.example'],
    [new URL(phoneNetworksOrigin).host, 'networks.example'],
  ]
}
