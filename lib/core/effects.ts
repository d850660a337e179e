import type { AccountHistory } from './account-history.ts'
import type { AuditRecord } from './audit-record.ts'
import type { Outcome } from './outcome.ts'
import type { PhoneNumber } from './phone-number.ts'
import type { Reason } from './refusals.ts'
import type { Ticket } from './ticket.ts'

/** What is to be done to a login. The core and the flows say it, one adapter does it. */
export type Effect =
  | { kind: 'deny'; reason: Reason }
  | { kind: 'tell_outcome'; outcome: Outcome }
  | { kind: 'tell_phone'; phone: PhoneNumber }
  /** In the inner ID token: what the account is, for the outer login to judge. */
  | { kind: 'vouch'; history: AccountHistory; phone: string | undefined; phoneVerified: boolean }
  /** On the phone account itself, so that a later inner login knows it for one of ours. */
  | { kind: 'mark_born' }
  | { kind: 'keep_ticket'; ticket: Ticket }
  | { kind: 'drop_ticket' }
  | { kind: 'record_attempts'; attempts: readonly Date[] }
  | { kind: 'record_audit'; record: AuditRecord }
  | { kind: 'send_to'; url: string }
  | { kind: 'log'; entry: LogEntry }

/** One line of the log per decision. No personal data: codes only. */
export type LogEntry = {
  /** A decision's kind or an outcome's status, e.g. `challenge`, `linked`, `refused`. */
  decision: string
  intent?: string
  reason?: Reason
  /** What the operator needs beyond the reason, e.g. `link_http_403`. */
  detail?: string
}

/** The outcome, told to the app and to the log. */
export function announce(outcome: Outcome, detail?: string): Effect[] {
  return [
    { kind: 'tell_outcome', outcome },
    {
      kind: 'log',
      entry: {
        decision: outcome.status,
        intent: outcome.intent,
        ...(outcome.status === 'refused' && { reason: outcome.reason }),
        ...(detail !== undefined && { detail }),
      },
    },
  ]
}

/** The login denied, and the log told why. */
export function turnAway(reason: Reason, detail?: string): Effect[] {
  return [
    { kind: 'deny', reason },
    { kind: 'log', entry: { decision: 'deny', reason, ...(detail !== undefined && { detail }) } },
  ]
}
