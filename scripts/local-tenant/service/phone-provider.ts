import { objectOf } from '../forms/json-parts.ts'
import type { Tenant } from '../tenant.ts'

export type DeliveryMethod = 'text' | 'voice'

/** The tenant's one phone provider. */
export type PhoneProvider = {
  name: 'twilio' | 'custom'
  /** How it delivers what Universal Login sends; by text where both are on. */
  method: DeliveryMethod
  defaultFrom?: string
}

/** The provider that is switched on; without one, Auth0 cannot send a text. */
export function phoneProvider(tenant: Tenant): PhoneProvider | undefined {
  const stored = tenant.state.configuration.phoneProviders.find((each) => each['disabled'] !== true)
  if (stored === undefined) return undefined
  const { delivery_methods, default_from } = objectOf(stored['configuration'])
  const isVoiceOnly = Array.isArray(delivery_methods) && !delivery_methods.includes('text')
  return {
    name: stored['name'] === 'custom' ? 'custom' : 'twilio',
    method: isVoiceOnly ? 'voice' : 'text',
    ...(typeof default_from === 'string' ? { defaultFrom: default_from } : {}),
  }
}
