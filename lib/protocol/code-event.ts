import type { CodeMessage, DeliveryAnswer, NotDelivered } from '../core/delivery.ts'
import { DELIVERY_REASONS, drop, retry, sent } from '../core/delivery.ts'
import { isRecord, oneOf } from './unknown-json.ts'

/** `type` of the event that asks a receiver to deliver a code. */
const CODE_SEND = 'code.send'

/**
 * The event, as JSON:
 * ```json
 * { "type": "code.send", "timestamp": "2026-03-01T12:00:00.000Z",
 *   "data": { "to": "+4915112345678", "channel": "text", "text": "…", "voice": "…", "code": "123456", "locale": "de" } }
 * ```
 * `channel` names the wording that is wanted, `text` or `voice`; both are there. `code` and `locale` (BCP 47) may be
 * absent: not every message holds a code.
 */
export function buildCodeEvent(message: CodeMessage, now: Date): string {
  const { to, method, asText, asVoice, code, locale } = message
  return JSON.stringify({
    type: CODE_SEND,
    timestamp: now.toISOString(),
    data: { to, channel: method, text: asText, voice: asVoice, code, locale },
  })
}

/** What a receiver's status comes to; any other below 500 is a refusal for good. */
export const EVENT_STATUSES: Readonly<Record<number, NotDelivered>> = {
  401: drop('provider_auth_failed'),
  403: drop('provider_auth_failed'),
  408: retry('provider_timeout'),
  // The same event is being worked on: another try learns what came of it (IETF draft on Idempotency-Key).
  409: retry('provider_failed'),
  429: retry('provider_rate_limited'),
  504: retry('provider_timeout'),
}

/**
 * What a receiver's answer comes to. Any 2xx means that the message is on its way, unless the body says otherwise:
 * `{ "result": "drop", "reason": "opted_out" }` refuses it for good, `{ "result": "retry" }` for now, whatever the
 * status. `reason` is one of {@link DELIVERY_REASONS}, else it counts as `provider_rejected` or `provider_failed`.
 * No other word of a body is kept, and none of them makes a success of a failure.
 */
export function parseEventAnswer(status: number, body: unknown): DeliveryAnswer {
  const said = parseRefusal(body)
  if (!said && status >= 200 && status < 300) return sent
  return { ...(said ?? EVENT_STATUSES[status] ?? refusalOf(status)), detail: `http_${status}` }
}

function refusalOf(status: number): NotDelivered {
  return status >= 500 ? retry('provider_failed') : drop('provider_rejected')
}

function parseRefusal(body: unknown): NotDelivered | undefined {
  if (!isRecord(body)) return undefined
  const reason = oneOf(DELIVERY_REASONS, body.reason)
  if (body.result === 'drop') return drop(reason ?? 'provider_rejected')
  return body.result === 'retry' ? retry(reason ?? 'provider_failed') : undefined
}
