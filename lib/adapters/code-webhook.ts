import type { DeliveryAnswer } from '../core/delivery.ts'
import { drop, retry, sent } from '../core/delivery.ts'
import { UpstreamError } from '../errors.ts'
import type { Clock, CodeProvider } from '../ports.ts'
import { buildCodeEvent, parseEventAnswer } from '../protocol/code-event.ts'
import { buildWebhookHeaders, parseWebhookSecret } from '../protocol/standard-webhook.ts'
import type { Outside } from './outside.ts'
import { DELIVERY_TIMEOUT_MS } from './outside.ts'

/**
 * Hands codes to a receiver of one's own, as signed events: see `buildCodeEvent` for what it gets and
 * `parseEventAnswer` for what it may answer. With a secret that is none, nothing is sent and the message is dropped
 * as `provider_auth_failed`, with the detail `secret`.
 */
export function codeWebhook(
  { url, secret }: { url: string; secret: string },
  outside: Outside,
  clock: Clock,
): CodeProvider {
  const key = parseWebhookSecret(secret)
  return {
    async deliver(message) {
      if (!key) return drop('provider_auth_failed', 'secret')
      const now = clock.now()
      const body = buildCodeEvent(message, now)
      try {
        const answer = await outside({
          at: 'code_webhook',
          url,
          method: 'POST',
          headers: buildWebhookHeaders(key, { id: message.idempotencyKey, now, body }),
          // The very text that was signed.
          text: { type: 'application/json', body },
          retry: 'on_429_or_5xx',
          timeoutMs: DELIVERY_TIMEOUT_MS,
        })
        return parseEventAnswer(answer.status, answer.body)
      } catch (error) {
        return failureOf(error)
      }
    },
  }
}

/** The receiver knows a repetition by its id, so what may have arrived is sent again all the same. */
function failureOf(error: unknown): DeliveryAnswer {
  if (!(error instanceof UpstreamError)) return drop('provider_failed')
  // A 2xx that is no JSON, such as `OK`.
  if (error.code === 'malformed') return sent
  return retry(error.code === 'timeout' ? 'provider_timeout' : 'provider_unreachable')
}
