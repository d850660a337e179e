import type { FaultRule } from '../../../scripts/local-tenant/faults.ts'

/** A way in which a call to the outside fails. */
export type Fault = {
  how: Omit<FaultRule, 'method' | 'path' | 'sent' | 'times'>
  /** What the Action's own fetch made of it: a status, or the name of its error. */
  seen: string
  /** As the log line names it. */
  cause: string
}

export const FAULTS: Record<string, Fault> = {
  // Longer than the Action waits for one call.
  'times out': { how: { delay_ms: 4_000, drop: 'before' }, seen: 'TimeoutError', cause: 'timeout' },
  'is reset before the work': { how: { drop: 'before' }, seen: 'TypeError', cause: 'unreachable' },
  'is reset after the work': { how: { drop: 'after' }, seen: 'TypeError', cause: 'unreachable' },
  'answers 500': {
    how: { status: 500, body: '{"statusCode":500,"error":"Internal Server Error"}' },
    ...{ seen: '500', cause: 'http_500' },
  },
  'answers 429 with the time of reset': {
    how: { status: 429, headers: { 'retry-after': '1' }, body: '{}' },
    ...{ seen: '429', cause: 'http_429' },
  },
  'answers 429 without it': { how: { status: 429, body: '{}' }, seen: '429', cause: 'http_429' },
  'answers what is not JSON': {
    how: { status: 200, body: '<html>busy</html>' },
    ...{ seen: '200', cause: 'malformed' },
  },
}
