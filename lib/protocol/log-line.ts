import type { LogEntry } from '../core/effects.ts'

/** What a line says; Actions other than those of logins have reasons of their own. */
export type LogLine = Omit<LogEntry, 'reason'> & { reason?: string }

/** Auth0 keeps 256 characters of what an Action prints (https://auth0.com/docs/customize/actions/limitations). */
const LONGEST_LINE = 256

/**
 * One line of JSON, e.g. `{"action":"phone-challenge","decision":"refused","reason":"phone_in_use"}`. A detail that is
 * too long for it is cut, so that programs can read every line.
 */
export function buildLogLine(action: string, entry: LogLine): string {
  const { detail, ...rest } = entry
  const line = (text?: string) => JSON.stringify({ action, ...rest, detail: text })
  let kept = detail
  while (kept !== undefined && kept !== '' && line(kept).length > LONGEST_LINE) {
    kept = kept.slice(0, LONGEST_LINE - line(kept).length)
  }
  return line(kept)
}
