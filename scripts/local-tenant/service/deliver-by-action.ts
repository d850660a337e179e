import { buildCustomPhoneProviderEvent } from '../events/custom-phone-provider-event.ts'
import type { JsonObject } from '../state.ts'
import type { CustomPhoneProviderResult, Tenant } from '../tenant.ts'
import { aboutLogin, writeLog } from './logs.ts'
import type { CodeToSend } from './message-variables.ts'
import { doAt, getUnderWay } from './phone-deliveries.ts'
import type { DeliveryMethod } from './phone-provider.ts'
import { recipientOf } from './phone-recipient.ts'
import { writePhoneText } from './phone-text.ts'

/** Seconds between tries. Auth0 says «up to 5 times in the next minutes»; how long it waits each time is ours. */
const RETRY_DELAYS = [10, 20, 40, 80, 160]

type Order = CodeToSend & { method: DeliveryMethod }

/**
 * Leaves a text to the tenant's custom phone provider Action. Nothing of it happens before the returned function is
 * called, when the page is out: «Auth0 does not provide feedback to the end user on whether a phone message has been
 * sent». Whoever asks must not learn from the page, or from how long it takes, what an Action makes of a number.
 *
 * Source: Auth0 docs, customize/phone-messages/unified-phone/unified-phone-experience-passwordless.
 */
export function deliverByAction(tenant: Tenant, order: Order): () => void {
  const { state } = tenant
  return getUnderWay(tenant, async () => {
    const event = await writeEvent(tenant, order)
    // Nothing that was under way survives a reset.
    if (tenant.state === state && event !== undefined) await tryToDeliver(tenant, order, event, 1)
  })
}

async function writeEvent(tenant: Tenant, order: Order): Promise<object | undefined> {
  const { login, client, connection, code, method } = order
  const { state } = tenant
  const user = recipientOf(tenant, code.recipient)
  try {
    const { text, voice, from } = await writePhoneText(tenant, order, user)
    return buildCustomPhoneProviderEvent(tenant, {
      ...{ login, client, connection, user },
      notification: {
        ...{ recipient: code.recipient, as_text: text, as_voice: voice, code: code.code },
        ...{ delivery_method: method, locale: login.locale, message_type: 'otp_verify' },
        from: /^\+[1-9]\d{1,14}$/.test(from ?? '') ? from : undefined,
      },
    })
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'The template failed.'
    if (tenant.state === state) logFailure(tenant, order, { reason, attempt: 0, will_retry: false })
    return undefined
  }
}

async function tryToDeliver(tenant: Tenant, order: Order, event: object, attempt: number): Promise<void> {
  const { state } = tenant
  const result = await tenant.actions.customPhoneProvider(event)
  if (tenant.state !== state) return
  if (result.kind === 'delivered') return logSuccess(tenant, order, attempt)
  const delay = result.kind === 'to_retry' ? RETRY_DELAYS[attempt - 1] : undefined
  logFailure(tenant, order, { reason: reasonOf(result), attempt, will_retry: delay !== undefined })
  if (delay === undefined) return
  const moment = new Date(tenant.world.clock.now().getTime() + delay * 1000)
  doAt(tenant, moment, () => tryToDeliver(tenant, order, event, attempt + 1))
}

function reasonOf(result: Exclude<CustomPhoneProviderResult, { kind: 'delivered' }>): string {
  return result.kind === 'absent' ? 'No custom phone provider Action is deployed.' : result.reason
}

function logSuccess(tenant: Tenant, order: Order, attempt: number): void {
  writeLog(tenant, {
    ...{ ...aboutLogin(tenant, order.login), connection: order.connection.name },
    ...{ type: 'cs', description: 'Passwordless login code sent' },
    details: { message_type: 'otp_verify', delivery_method: order.method, attempt },
  })
}

/** The number stays out of the log: who reads it need not know it. */
function logFailure(
  tenant: Tenant,
  order: Order,
  { reason, ...details }: { reason: string; attempt: number; will_retry: boolean },
): void {
  const about: JsonObject = { message_type: 'otp_verify', delivery_method: order.method, ...details }
  writeLog(tenant, {
    ...{ ...aboutLogin(tenant, order.login), connection: order.connection.name },
    ...{ type: 'fn', description: 'Failed to send phone notification', details: { ...about, error: reason } },
  })
}
