import type { InboxMessage } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { randomToken } from './random.ts'
import { isoNow } from './seconds.ts'

/** Puts a message where its recipient would find it. */
export function keepMessage(tenant: Tenant, message: Omit<InboxMessage, 'id' | 'at'>): void {
  const { world, state } = tenant
  state.inbox.push({ id: randomToken(world, 12), at: isoNow(world.clock), ...message })
}

/** An application's name must not be able to add headers to an email. */
export function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, ' ')
}
