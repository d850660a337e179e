import type { DeliveryAnswer } from '../core/delivery.ts'
import { drop, retry } from '../core/delivery.ts'
import { UpstreamError } from '../errors.ts'
import type { TwilioRequest } from '../protocol/twilio.ts'
import { parseTwilioAnswer } from '../protocol/twilio-answer.ts'
import type { Outside, OutsideRequest } from './outside.ts'
import { DELIVERY_TIMEOUT_MS, wasNeverSent } from './outside.ts'

/** Makes one call to Twilio, which sends a text, rings a phone or starts a verification. Never rejects. */
export async function callTwilio(
  outside: Outside,
  request: TwilioRequest,
  policy: Pick<OutsideRequest, 'at' | 'retry'>,
): Promise<DeliveryAnswer> {
  try {
    const { status, body } = await outside({
      ...request,
      ...policy,
      method: 'POST',
      timeoutMs: DELIVERY_TIMEOUT_MS,
    })
    return parseTwilioAnswer(status, body)
  } catch (error) {
    return failureOf(error)
  }
}

/**
 * Twilio knows no idempotency key. A call that was never made is made again; a call whose answer was lost may have
 * sent its text, so it is dropped: another one costs money, and arrives minutes later, when the person may have asked
 * for another code and this one no longer counts. The person can ask for another at once.
 */
function failureOf(error: unknown): DeliveryAnswer {
  if (!(error instanceof UpstreamError)) return drop('provider_failed')
  if (error.code === 'malformed') return drop('provider_failed', 'malformed')
  const reason = error.code === 'timeout' ? 'provider_timeout' : 'provider_unreachable'
  return wasNeverSent(error) ? retry(reason) : drop(reason)
}
