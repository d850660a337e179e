import type { Effect } from '../core/effects.ts'
import { conclude } from '../core/effects.ts'
import type { Login } from '../core/login.ts'
import { refused } from '../core/outcome.ts'
import type { PendingChange } from '../core/pending-change.ts'
import type { Reason } from '../core/refusals.ts'
import type { Ticket } from '../core/ticket.ts'
import { tellPhone } from './tell.ts'

/** The phone step ends here, and nothing came of it. */
export function refuse(login: Login, ticket: Ticket, reason: Reason, detail?: string): Effect[] {
  return [...forget(login, ticket), ...refuseUnknown(login, ticket, reason, detail)]
}

/** Nothing came of it. Another tab's change that was begun since then is not forgotten with it. */
export function forget({ pending }: Login, ticket: Ticket): Effect[] {
  return pending && isOwn(pending, ticket) ? [{ kind: 'drop_pending' }] : []
}

/** Whether the change that is pending is the one that this ticket began. The account keeps whole seconds. */
export function isOwn(pending: PendingChange, { startedAt }: Ticket): boolean {
  return Math.abs(pending.startedAt.getTime() - startedAt.getTime()) < 1000
}

/** Whether the phone is on the account is not known. The next login finds out, and completes it. */
export function refuseUnknown(login: Login, ticket: Ticket, reason: Reason, detail?: string): Effect[] {
  return [...tellPhone(login), ...conclude(refused(ticket.intent, reason), ticket.because, detail)]
}
