import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { baseTenant } from '../local-tenant/base-tenant.ts'
import { createActionRuntime } from '../local-tenant/actions-runtime/runtime.ts'
import { createTenantApp } from '../local-tenant/host.ts'
import { DEFAULT_UNKNOWNS, type Tenant, type TenantConfig } from '../local-tenant/tenant.ts'
import { hostClock, systemEntropy } from '../local-tenant/world.ts'
import { OFFICIAL_FOLDER } from './described/official.ts'
import { missingFrom } from './missing-from.ts'
import { createIds } from './replay-ids.ts'

type RecordedCall = { method: string; path: string; body?: unknown; status: number; response?: unknown }

export type Replayed = { calls: number; problems: string[] }

const HOST = 'localhost:3443'

/**
 * Sends a fresh base tenant what the deploy CLI once sent a tenant: each request is answered with the same status, and
 * with every key that was answered then.
 *
 * @returns nothing where the recording is not at hand
 */
export async function replayImport(): Promise<Replayed | undefined> {
  const file = join(OFFICIAL_FOLDER, 'deploy-cli-import-recording.json')
  if (!existsSync(file)) return undefined
  const calls = JSON.parse(readFileSync(file, 'utf8')) as RecordedCall[]
  const { ask, authorization } = await freshTenant()
  const ids = createIds()
  const problems: string[] = []
  for (const [at, { method, path, body, status, response }] of calls.entries()) {
    // Whoever recorded it had credentials of their own.
    if (path === '/oauth/token') continue
    const answer = await ask(ids.here(path), {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: ids.here(JSON.stringify(body)) }),
    })
    const text = await answer.text()
    const given: unknown = text === '' ? undefined : JSON.parse(text)
    const where = `request ${at + 1}, ${method} ${path.replace(/\?.*/, '')}`
    if (answer.status !== status && !isKnown(path, status, answer.status))
      problems.push(`${where} was answered ${status}, and is ${answer.status} here`)
    else if (response !== undefined && response !== null && response !== '') {
      ids.learn(response, given)
      problems.push(...missingFrom(response, given).map((missing) => `${where}: ${missing}`))
    }
  }
  return { calls: calls.length - 1, problems }
}

/** Of a deploy descriptions say 202 and tenants 200: see `known-differences.ts`. */
function isKnown(path: string, recorded: number, here: number): boolean {
  return path.endsWith('/deploy') && recorded === 202 && here === 200
}

async function freshTenant() {
  const config: TenantConfig = { domain: HOST, customDomains: [], name: 'local-tenant' }
  const world = { clock: hostClock(), entropy: systemEntropy }
  const state = await baseTenant(config, world)
  // The tenant of the recording had neither.
  state.configuration.connections = []
  state.configuration.phoneProviders = []
  const actions = createActionRuntime({ state: () => tenant.state, world, packagesRoot: '.' })
  const tenant: Tenant = { config, world, state, unknowns: { ...DEFAULT_UNKNOWNS }, actions }
  const app = createTenantApp(tenant)
  const ask = async (path: string, init: RequestInit) => app.request(`https://${HOST}${path}`, init)
  const deploy = state.configuration.clients.find(({ name }) => name === 'Deploy')
  const token = await ask('/oauth/token', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      ...{ grant_type: 'client_credentials', audience: `https://${HOST}/api/v2/` },
      ...{ client_id: deploy?.client_id, client_secret: deploy?.client_secret },
    }),
  })
  const { access_token } = (await token.json()) as { access_token: string }
  return { ask, authorization: `Bearer ${access_token}` }
}
