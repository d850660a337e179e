import type { Tenant } from '../tenant.ts'
import { aboutLogin, writeLog } from './logs.ts'
import type { CodeToSend } from './message-variables.ts'
import { sendCode, type Delivery } from './send-code.ts'

/** Hands a code to its provider and logs what becomes of it. One that cannot go out is dead at once. */
export async function deliverCode(tenant: Tenant, order: CodeToSend): Promise<Delivery> {
  const { login, connection, code } = order
  const delivery = await sendCode(tenant, order)
  const about = { ...aboutLogin(tenant, login), connection: connection.name }
  if (delivery.kind === 'failed' || delivery.kind === 'lost') {
    writeLog(tenant, { ...about, type: 'fn', description: delivery.reason })
  }
  if (delivery.kind === 'failed') code.dead = true
  if (delivery.kind === 'sent') {
    const type = connection.strategy === 'sms' ? 'cs' : 'cls'
    writeLog(tenant, { ...about, type, description: 'Passwordless login code sent' })
  }
  return delivery
}
