import { managementOf } from '../../../scripts/demo/tenant-clients.ts'
import { trustingFetch } from '../../../scripts/demo/trusting-fetch.ts'
import type { RunningTenant } from '../../../scripts/local-tenant/start.ts'
import type { Client } from '../../../scripts/local-tenant/state.ts'
import { FOREIGN_CLIENTS, LOGIN_CLIENTS } from '../../support/lived-in/foreign-clients.ts'
import { httpBrowser } from '../../support/login.ts'
import { askForMachineTokens } from './foreign-machine.ts'
import { playDay, playRefusal, playReuse, playTwins } from './foreign-people.ts'
import type { Stage } from './stage.ts'

/**
 * Plays what people and machines of others do on a lived-in tenant, with and without ours on it: each login must be
 * as it was before we came, the claims of others' Actions in their order included. New addresses each time, so that it
 * can be played again and again.
 *
 * @throws which part of it went wrong, and how
 */
export async function foreignLogins(tenant: RunningTenant): Promise<void> {
  const stage = await stageOf(tenant)
  const clients = (await tenant.control.state()).configuration.clients
  const named = (name: string): Client[] => {
    const found = clients.filter((client) => client.name === name)
    if (found.length === 0) throw new Error(`The application ${name} is gone.`)
    return found.map((client, index) => asItKnowsItself(client, index))
  }
  for (const name of LOGIN_CLIENTS.web)
    for (const client of named(name)) await part(`People of ${name}`, () => playDay(stage, client))
  const shops = named('Shop')
  await part('One session for two apps of one name', () => playTwins(stage, shops))
  for (const client of named(LOGIN_CLIENTS.spa)) {
    await part(`People of ${client.name}`, () => playDay(stage, client))
    await part(`A refresh token of ${client.name}`, () => playReuse(stage, client))
  }
  for (const client of named(LOGIN_CLIENTS.web[0] ?? ''))
    await part('A sign-up that others refuse', () => playRefusal(stage, client))
  for (const client of named(LOGIN_CLIENTS.machine))
    await part(`The machine ${client.name}`, () => askForMachineTokens(stage, client))
}

/** An app does not ask the tenant where its people come back to: that is as it was when the app was made. */
function asItKnowsItself(client: Client, index: number): Client {
  const made = FOREIGN_CLIENTS.filter(({ name }) => name === client.name)[index]
  const { callbacks = [], allowed_logout_urls = [] } = made ?? {}
  return { ...client, callbacks, allowed_logout_urls }
}

async function part(what: string, play: () => Promise<void>): Promise<void> {
  try {
    await play()
  } catch (error) {
    throw new Error(`${what}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}

async function stageOf(tenant: RunningTenant): Promise<Stage> {
  const fetcher = trustingFetch(tenant.caFile)
  return {
    ...{ tenant, origin: tenant.origin, fetch: fetcher },
    management: managementOf(await tenant.control.state(), tenant.origin, fetcher),
    app: () => Promise.reject(new Error('The logins of others choose their applications themselves.')),
    browser: () => httpBrowser(fetcher),
  }
}
