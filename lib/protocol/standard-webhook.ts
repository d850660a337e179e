import { createHmac } from 'node:crypto'

/** Bytes of a secret (Standard Webhooks 1.0.0, signature scheme). */
const SHORTEST_KEY = 24
const LONGEST_KEY = 64

/** The key in a secret, `whsec_` and base64; undefined if it is none, or not 24 to 64 bytes long. */
export function parseWebhookSecret(secret: string): Uint8Array | undefined {
  const base64 = /^whsec_([a-z\d+/]+={0,2})$/i.exec(secret)?.[1]
  if (base64 === undefined) return undefined
  const key = Buffer.from(base64, 'base64')
  return key.length >= SHORTEST_KEY && key.length <= LONGEST_KEY ? key : undefined
}

export type WebhookFacts = {
  /** The same for every try of one event. */
  id: string
  now: Date
  /** The very bytes that are sent. */
  body: string
}

/**
 * The headers of a signed webhook (https://www.standardwebhooks.com, 1.0.0), and the id once more as the key by
 * which receivers and gateways know a repetition.
 */
export function buildWebhookHeaders(
  key: Uint8Array,
  { id, now, body }: WebhookFacts,
): Record<string, string> {
  // A full stop in the id would let one signature fit two messages; a line break would end the header.
  const safeId = id.replace(/[^\w-]/g, '_')
  const timestamp = String(Math.floor(now.getTime() / 1000))
  const signature = createHmac('sha256', key).update(`${safeId}.${timestamp}.${body}`).digest('base64')
  return {
    'webhook-id': safeId,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
    'idempotency-key': safeId,
  }
}
