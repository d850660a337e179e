import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import type { Json, TenantState } from './state.ts'
import type { Tenant, TenantConfig } from './tenant.ts'

const VERSION = 1

type Snapshot = {
  version: typeof VERSION
  /** Every host that the saved tenant answered for, with its port. */
  hosts: string[]
  /** Host and port of the phone networks then. */
  phoneNetworks?: string
  state: TenantState
}

/**
 * Writes all that the tenant knows, private keys and secrets included, to a JSON file that only its owner can read.
 * Whoever reads the file meanwhile sees the old one or the new one, never half of one.
 */
export async function saveSnapshot(file: string, tenant: Pick<Tenant, 'config' | 'state'>): Promise<void> {
  const { domain, customDomains, phoneNetworks } = tenant.config
  const snapshot: Snapshot = {
    ...{ version: VERSION, hosts: [domain, ...customDomains] },
    ...(phoneNetworks === undefined ? {} : { phoneNetworks }),
    state: tenant.state,
  }
  const unfinished = `${file}.${process.pid}.part`
  try {
    // `wx`: an existing file would keep its own, perhaps wider, mode.
    await rm(unfinished, { force: true })
    await writeFile(unfinished, JSON.stringify(snapshot), { mode: 0o600, flag: 'wx' })
    await rename(unfinished, file)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}

/**
 * Reads a saved tenant for another port: wherever the saved one wrote its hosts (callbacks, audiences, Action
 * secrets), the new one's stand instead.
 *
 * @throws {Error} when the file is no snapshot, or one of another version
 */
export async function loadSnapshot(file: string, config: TenantConfig): Promise<TenantState> {
  const { hosts, phoneNetworks, state } = asSnapshot(await readFile(file, 'utf8'), file)
  const successors = new Map<string, string>()
  for (const present of [config.domain, ...config.customDomains]) {
    const saved = hosts.find((host) => nameOf(host) === nameOf(present))
    if (saved !== undefined) successors.set(saved, present)
  }
  if (phoneNetworks !== undefined && config.phoneNetworks !== undefined) {
    successors.set(phoneNetworks, config.phoneNetworks)
  }
  return successors.size === 0 ? state : (moveHosts(state, successors) as TenantState)
}

function asSnapshot(text: string, file: string): Snapshot {
  const saved = parsed(text) as { version?: unknown; hosts?: unknown; state?: { version?: unknown } } | null
  if (!saved?.version || !saved.hosts || !saved.state) {
    throw new Error(`Remove ${file} and import again: it is no snapshot of a tenant.`)
  }
  if (saved.version !== VERSION || saved.state.version !== VERSION) {
    throw new Error(`Remove ${file} and import again: it is not a snapshot of version ${VERSION}.`)
  }
  return saved as Snapshot
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const nameOf = (host: string): string => host.replace(/:\d+$/, '')

function moveHosts(value: Json, successors: Map<string, string>): Json {
  // Whole hosts only: `localhost:344` is not part of `localhost:3443`, nor of `my-localhost:344`.
  const names = [...successors.keys()].map((host) => host.replaceAll('.', '\\.'))
  const hosts = new RegExp(`(?<![\\w.-])(?:${names.join('|')})(?!\\d)`, 'g')
  return move(value)

  function move(value: Json): Json {
    if (typeof value === 'string') return value.replace(hosts, (host) => successors.get(host) ?? host)
    if (Array.isArray(value)) return value.map(move)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, move(inner)]))
  }
}
