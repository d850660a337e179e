import type { PhoneNumber } from './phone-number.ts'

/** A code on its way to a phone, as the tenant has written it. */
export type CodeMessage = {
  to: PhoneNumber
  method: 'text' | 'voice'
  /** The whole message: to be read, and to be heard. */
  asText: string
  asVoice: string
  /** The code alone, for a provider that writes its own message. */
  code: string | undefined
  /** BCP 47, e.g. `de`. */
  locale: string | undefined
  /** The same for every try to deliver this very message; free of personal data. */
  idempotencyKey: string
}

/** Why a message was not delivered. Stable and free of data: it stands in the log. */
export const DELIVERY_REASONS = [
  'opted_out',
  'number_invalid',
  'unreachable_number',
  'provider_blocked',
  'provider_rate_limited',
  'provider_auth_failed',
  'provider_rejected',
  'provider_failed',
  'provider_timeout',
  'provider_unreachable',
] as const
export type DeliveryReason = (typeof DELIVERY_REASONS)[number]

/**
 * What became of it. `retry`: it may pass, and the platform tries again; `drop`: it cannot.
 * `detail` is the provider's own code, e.g. `twilio_21610`.
 */
export type DeliveryAnswer =
  { kind: 'sent' } | { kind: 'retry' | 'drop'; reason: DeliveryReason; detail?: string }
