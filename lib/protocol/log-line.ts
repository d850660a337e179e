import type { LogEntry } from '../core/effects.ts'

/** Auth0 keeps 256 characters of what an Action prints (https://auth0.com/docs/customize/actions/limitations). */
const LONGEST_LINE = 256

/** One line of JSON, e.g. `{"action":"phone-challenge","decision":"refused","reason":"phone_in_use"}`. */
export function buildLogLine(action: string, entry: LogEntry): string {
  return JSON.stringify({ action, ...entry }).slice(0, LONGEST_LINE)
}
