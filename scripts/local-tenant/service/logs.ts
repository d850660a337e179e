import { randomDigits } from './random.ts'
import type { LogEvent } from '../state.ts'
import type { Tenant } from '../tenant.ts'

/** Adds an entry to the tenant's log. Its id begins with the time, so that ids sort as the entries do. */
export function writeLog(tenant: Tenant, event: Omit<LogEvent, 'log_id' | 'date'>): void {
  const date = tenant.world.clock.now().toISOString()
  const count = String(tenant.state.logs.length).padStart(8, '0')
  const log_id = `90020${date.replaceAll(/\D/g, '')}${randomDigits(tenant.world, 24)}${count}`
  tenant.state.logs.push({ ...event, log_id, date })
}
