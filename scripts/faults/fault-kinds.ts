import type { FaultRule } from '../local-tenant/faults.ts'

/** A way in which a call to the outside fails. */
export type FaultKind = {
  how: Pick<FaultRule, 'delay_ms' | 'drop' | 'status' | 'headers' | 'body'>
  /** What the Action's own fetch makes of it: a status, or the name of its error. */
  seen: string
  /** As the Action's log names it, after the call. */
  cause: string
}

/** The columns of the matrix. A fault lasts for as long as the request in which the call is made. */
export const FAULT_KINDS = {
  // Longer than an Action waits for any call.
  timeout: { how: { delay_ms: 8_000, drop: 'before' }, seen: 'TimeoutError', cause: 'timeout' },
  reset: { how: { drop: 'before' }, seen: 'TypeError', cause: 'unreachable' },
  '429': {
    how: { status: 429, headers: { 'retry-after': '1' }, body: '{}' },
    ...{ seen: '429', cause: 'http_429' },
  },
  '429 without header': { how: { status: 429, body: '{}' }, seen: '429', cause: 'http_429' },
  '500': {
    how: { status: 500, body: '{"statusCode":500,"error":"Internal Server Error"}' },
    ...{ seen: '500', cause: 'http_500' },
  },
  // As from a proxy that puts its own page into the tenant's place (RFC 9110, 15.3.4). The tenant itself never answers
  // with this status, so the run of the Action tells one from the other.
  'malformed body': { how: { status: 203, body: '<html>busy</html>' }, seen: '203', cause: 'malformed' },
  'answer lost': { how: { drop: 'after' }, seen: 'TypeError', cause: 'unreachable' },
} as const satisfies Record<string, FaultKind>

export type FaultName = keyof typeof FAULT_KINDS

// Object keys that look like numbers come first, whatever the order in which they are written.
export const FAULT_NAMES = [
  ...(['timeout', 'reset', '429', '429 without header', '500', 'malformed body', 'answer lost'] as const),
] satisfies FaultName[]
