import type { LogEvent, LoginFacts } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { findClient } from './clients.ts'
import { referencesOf } from './correlation-id.ts'
import { randomDigits } from './random.ts'

/** Adds an entry to the tenant's log. Its id begins with the time, so that ids sort as the entries do. */
export function writeLog(tenant: Tenant, event: Omit<LogEvent, 'log_id' | 'date'>): void {
  const date = tenant.world.clock.now().toISOString()
  const count = String(tenant.state.logs.length).padStart(8, '0')
  const log_id = `90020${date.replaceAll(/\D/g, '')}${randomDigits(tenant.world, 24)}${count}`
  tenant.state.logs.push({ ...event, log_id, date })
}

type AboutLogin = Pick<
  LogEvent,
  'client_id' | 'client_name' | 'ip' | 'user_agent' | 'hostname' | 'references'
>

/** What every entry about a login tells: which app, from where, and by which name it can be found again. */
export function aboutLogin(tenant: Tenant, login: LoginFacts): AboutLogin {
  const { request, ip, user_agent, hostname } = login
  const client = findClient(tenant, request.client_id)
  return {
    ...{ client_id: request.client_id, ip, user_agent, hostname },
    ...(client === undefined ? {} : { client_name: client.name }),
    ...referencesOf(request),
  }
}
