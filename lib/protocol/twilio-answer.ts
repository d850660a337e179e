import type { DeliveryAnswer, NotDelivered } from '../core/delivery.ts'
import { drop, retry, sent } from '../core/delivery.ts'
import { isRecord } from './unknown-json.ts'

/**
 * What Twilio's error codes come to (https://www.twilio.com/docs/api/errors/CODE). The platform tries again for some
 * minutes, and a code lives for three: what holds for longer is dropped.
 */
export const TWILIO_CODES: readonly [NotDelivered, ...number[]][] = [
  [drop('opted_out'), 21610],
  [drop('number_invalid'), 13224, 14101, 21211, 21217, 21265, 21614, 60200],
  [drop('unreachable_number'), 21214, 21612, 21635, 30003, 30005, 30006, 60205],
  // Geographic permissions, fraud guards and filters. Trying again into a block prolongs it.
  [drop('provider_blocked'), 13227, 21215, 21216, 21408, 30004, 30007, 30450, 60238, 60410, 60412, 60605],
  [drop('provider_auth_failed'), 10001, 20003, 20005, 20006, 20403, 70051],
  // Concurrency, and pauses of half a minute. Twilio has done nothing, and says that it may be asked again.
  [retry('provider_rate_limited'), 10004, 14107, 20429, 60212],
  // Five sends per verification until it expires, after ten minutes; queues of ten hours; limits by the day.
  [drop('provider_rate_limited'), 21611, 30001, 60203, 63038],
]

/**
 * What Twilio's answer to a message, a call or a verification comes to. Its words stay behind (they quote the
 * number); what is kept as detail is its error code, else the status.
 */
export function parseTwilioAnswer(status: number, body: unknown): DeliveryAnswer {
  const code = parseCode(body)
  if (status >= 200 && status < 300 && code === undefined) {
    // Whoever answers without an id is not Twilio, or has made no message.
    return isRecord(body) && typeof body.sid === 'string' ? sent : drop('provider_failed', 'malformed')
  }
  const [known] = TWILIO_CODES.find(([, ...codes]) => codes.some((one) => one === code)) ?? []
  const detail = code === undefined ? `http_${status}` : `twilio_${code}`
  return { ...(known ?? refusalOf(status, code)), detail }
}

function refusalOf(status: number, code: number | undefined): NotDelivered {
  if (status === 401 || (status === 403 && code === undefined)) return drop('provider_auth_failed')
  if (status === 429) return retry('provider_rate_limited')
  // A gateway that gave up waiting: the text may be on its way, as after a time-out of our own.
  if (status === 504) return drop('provider_timeout')
  // It says that it failed. Twilio warns that a text may have gone out all the same (error 20500); that is rare, and
  // without another try one bad minute would cost every code.
  return status >= 500 ? retry('provider_failed') : drop('provider_rejected')
}

/** `code` of a refusal, or `error_code` of a message that failed as soon as it was made. */
function parseCode(body: unknown): number | undefined {
  const code = isRecord(body) ? (body.code ?? body.error_code) : undefined
  return typeof code === 'number' && /^\d{1,6}$/.test(`${code}`) ? code : undefined
}
