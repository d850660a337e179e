/**
 * How long a server asks us to wait, in milliseconds: `Retry-After` in seconds (RFC 9110 §10.2.3), else Auth0's
 * `x-ratelimit-reset` in seconds since the epoch (https://auth0.com/docs/troubleshoot/customer-support/operational-policies/rate-limit-policy).
 * Undefined if it asks for nothing that can be read.
 */
export function parseRetryAfter(headers: Pick<Headers, 'get'>, now: Date): number | undefined {
  const after = parseSeconds(headers.get('retry-after'))
  if (after !== undefined) return after * 1000
  const reset = parseSeconds(headers.get('x-ratelimit-reset'))
  if (reset !== undefined) return Math.max(0, reset * 1000 - now.getTime())
  return undefined
}

function parseSeconds(text: string | null): number | undefined {
  return text !== null && /^\d{1,12}$/.test(text) ? Number(text) : undefined
}
