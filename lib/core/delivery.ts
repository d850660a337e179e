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
 * `retry`: it may pass, and the platform tries again; `drop`: it cannot.
 * `detail` is the provider's own code, e.g. `twilio_21610`, else the status, e.g. `http_500`, or what the message
 * lacks, e.g. `no_code`.
 */
export type NotDelivered = { kind: 'retry' | 'drop'; reason: DeliveryReason; detail?: string }

/** What became of it. */
export type DeliveryAnswer = { kind: 'sent' } | NotDelivered

export const sent: DeliveryAnswer = { kind: 'sent' }

export function retry(reason: DeliveryReason, detail?: string): NotDelivered {
  return { kind: 'retry', reason, ...(detail !== undefined && { detail }) }
}

export function drop(reason: DeliveryReason, detail?: string): NotDelivered {
  return { kind: 'drop', reason, ...(detail !== undefined && { detail }) }
}
