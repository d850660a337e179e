import type { AccountHistory } from './account-history.ts'
import type { Attempt } from './attempts.ts'
import type { AuditRecord } from './audit-record.ts'
import type { Change } from './change.ts'
import type { ProvenMethod } from './freshness.ts'
import type { Outcome } from './outcome.ts'
import type { PendingChange } from './pending-change.ts'
import type { PhoneNumber } from './phone-number.ts'
import type { Offers } from './policy.ts'
import type { Reason } from './refusals.ts'
import type { Ticket } from './ticket.ts'
import type { UsedToken } from './link-token.ts'
import type { UserId } from './user-id.ts'
import type { Because, Want } from './want.ts'

/** What the inner login is for; each use has a ticket of its own. */
export type InnerLoginUse = 'phone' | 'reauthentication'

/** What the account is to remember, in its metadata. */
export type AccountRecord =
  | { kind: 'record_attempts'; attempts: readonly Attempt[] }
  | { kind: 'record_offers'; offers: Offers }
  | { kind: 'record_pending'; pending: PendingChange }
  | { kind: 'drop_pending' }
  | { kind: 'record_audit'; record: AuditRecord }
  | { kind: 'record_used_tokens'; tokens: readonly UsedToken[] }

const ACCOUNT_RECORDS = {
  record_attempts: true,
  record_offers: true,
  record_pending: true,
  drop_pending: true,
  record_audit: true,
  record_used_tokens: true,
} satisfies Record<AccountRecord['kind'], true>

export function isAccountRecord(effect: Effect): effect is AccountRecord {
  return effect.kind in ACCOUNT_RECORDS
}

/** What is to be done to a login. The core and the flows say it, one adapter does it. */
export type Effect =
  | { kind: 'deny'; reason: Reason }
  | { kind: 'tell_outcome'; outcome: Outcome }
  | { kind: 'tell_phone'; phone: PhoneNumber }
  /** In the inner ID token: what proved the account, for the outer login to judge. */
  | { kind: 'vouch_connection'; strategy: string }
  /** In the inner ID token: what the phone account is, for the outer login to judge. */
  | { kind: 'vouch'; history: AccountHistory; phone: string | undefined; phoneVerified: boolean }
  /** On the phone account itself, so that a later inner login knows it for one of ours. */
  | { kind: 'mark_born' }
  | { kind: 'keep_ticket'; use: InnerLoginUse; ticket: Ticket }
  | { kind: 'drop_ticket'; use: InnerLoginUse }
  /** For the Actions that run after this one, and after the pages that take the app's query away. */
  | { kind: 'keep_want'; want: Want }
  | { kind: 'drop_want' }
  /** That the primary was proven once more within this login. */
  | { kind: 'keep_proof'; proof: ProvenMethod }
  | { kind: 'keep_change'; change: Change }
  | { kind: 'drop_change' }
  /** In the browser's session, so that later logins know of it. */
  | { kind: 'record_reauthentication' }
  | AccountRecord
  /** The account that the tokens of this login are for. */
  | { kind: 'set_primary'; primary: UserId }
  /** In the app's ID token: when the primary, and its second factor, were proven; `link_to` is measured by it. */
  | { kind: 'tell_proof'; at: Date; factorAt: Date | undefined }
  | { kind: 'send_to'; url: string }
  | { kind: 'render'; form: string; vars: Record<string, string> }
  | { kind: 'challenge_factor'; types: readonly string[] }
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

/**
 * The end of a phone step. The login completes whatever came of it, unless the tenant requires a phone and there is
 * none: then it is denied. What the tenant itself could not do locks nobody out.
 */
export function conclude(outcome: Outcome, because: Because, detail?: string): Effect[] {
  const reason = because === 'required' ? denialFor(outcome) : undefined
  return reason === undefined ? announce(outcome, detail) : turnAway(reason, detail)
}

// Somebody whose factor cannot be asked for has no way to comply.
const NOT_THEIR_FAULT: readonly Reason[] = ['not_available', 'link_failed', 'step_up_required']

function denialFor(outcome: Outcome): Reason | undefined {
  if (outcome.status === 'refused') {
    return NOT_THEIR_FAULT.includes(outcome.reason) ? undefined : outcome.reason
  }
  return outcome.status === 'cancelled' || outcome.status === 'skipped' ? 'phone_required' : undefined
}

export function log(decision: string, detail?: string): Effect {
  return { kind: 'log', entry: { decision, ...(detail !== undefined && { detail }) } }
}
