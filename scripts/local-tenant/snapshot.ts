import { readFile, writeFile } from 'node:fs/promises'
import type { TenantState } from './state.ts'
import type { Tenant, TenantConfig } from './tenant.ts'

const VERSION = 1

type Snapshot = { version: number; hosts: string[]; state: TenantState }

/** Writes all that the tenant knows, private keys and secrets included, to a JSON file. */
export async function saveSnapshot(file: string, tenant: Pick<Tenant, 'config' | 'state'>): Promise<void> {
  const { domain, customDomains } = tenant.config
  const snapshot: Snapshot = { version: VERSION, hosts: [domain, ...customDomains], state: tenant.state }
  await writeFile(file, JSON.stringify(snapshot), { mode: 0o600 })
}

/**
 * Reads a saved tenant for another port: wherever the saved one wrote its hosts (callbacks, audiences, Action
 * secrets), the new one's stand instead.
 * @throws {Error} when the file is of another version, or lacks what a snapshot has
 */
export async function loadSnapshot(file: string, config: TenantConfig): Promise<TenantState> {
  return stateFrom(await readFile(file, 'utf8'), file, config)
}

function stateFrom(text: string, file: string, config: TenantConfig): TenantState {
  const saved = JSON.parse(text) as Partial<Snapshot>
  if (saved.version !== VERSION || saved.state?.version !== VERSION) {
    throw new Error(`${file} is not a snapshot of version ${VERSION}: remove it and import again.`)
  }
  const present = [config.domain, ...config.customDomains]
  const moved = (saved.hosts ?? []).reduce((state, host) => {
    const successor = present.find((candidate) => nameOf(candidate) === nameOf(host))
    return successor === undefined ? state : replaceHost(state, host, successor)
  }, JSON.stringify(saved.state))
  return JSON.parse(moved) as TenantState
}

const nameOf = (host: string): string => host.replace(/:\d+$/, '')

/** Whole hosts only: `localhost:344` is not part of `localhost:3443`, nor of `my-localhost:344`. */
function replaceHost(text: string, host: string, successor: string): string {
  const whole = new RegExp(`(?<![\\w.-])${host.replaceAll('.', '\\.')}(?![\\d])`, 'g')
  return text.replace(whole, () => successor)
}
