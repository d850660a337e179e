import type { Delivered } from '../core/decide-delivery.ts'
import type { Edge } from '../ports.ts'
import { buildLogLine } from '../protocol/log-line.ts'
import type { PlatformCache } from './sealed-cache.ts'

/**
 * The slice of the custom-phone-provider `api` that we call
 * (https://auth0.com/docs/customize/phone-messages/configure-phone-messaging-providers/configure-a-custom-phone-provider/action-triggers-custom-phone-provider-api-object).
 */
export type PhoneProviderApi = {
  cache: PlatformCache
  notification: { drop(reason: string): unknown; retry(reason: string): unknown }
}

/** Tells the platform and the log what became of the code: words only, nothing of the message or its recipient. */
export function performDelivery(action: string, delivered: Delivered, api: PhoneProviderApi): void {
  const { kind: decision, ...why } = delivered
  if (delivered.kind !== 'sent') {
    const { kind, reason, detail } = delivered
    api.notification[kind](detail === undefined ? reason : `${reason}: ${detail}`)
  }
  console.log(buildLogLine(action, { decision, ...why }))
}

/** An Action that fails sends nothing, and nothing will mend it within the life of a code. */
export function phoneProviderEdge(action: string, api: PhoneProviderApi): Edge {
  return {
    close: (detail) => performDelivery(action, { kind: 'drop', reason: 'not_available', detail }, api),
  }
}
