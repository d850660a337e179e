import type { AuditRecord } from '../core/audit-record.ts'
import type { Effect } from '../core/effects.ts'
import { announce, log, turnAway } from '../core/effects.ts'
import { restsOnPhoneAlone } from '../core/freshness.ts'
import { numbersOf } from '../core/linked-phones.ts'
import type { LinkedPhone, Login } from '../core/login.ts'
import type { ChangeKind } from '../core/outcome.ts'
import { findUnfinished, isAbandoned } from '../core/pending-change.ts'
import type { PendingChange, Unfinished } from '../core/pending-change.ts'
import { lastTwoDigits } from '../core/phone-number.ts'
import { isSmsAccount } from '../core/user-id.ts'
import type { World } from '../ports.ts'
import { recordMadeChange } from './record-change.ts'
import { afterRemoval } from './remove.ts'
import { tellPhone } from './tell.ts'

export type CompletePorts = Pick<World, 'clock' | 'accounts' | 'fingerprints'>

export type Completed = {
  effects: Effect[]
  /** The login that goes on; undefined if it ends here, with an outcome of its own. */
  login: Login | undefined
}

const INTENT_OF = { linked: 'add', replaced: 'replace', removed: 'remove' } as const

/**
 * Completes what a crash left undone, before anything else is decided: a number that was to leave may not sign in
 * for longer than until the next login. An ordinary login has nothing pending, and makes no outside call.
 */
export async function completePending(
  login: Login,
  audit: AuditRecord | undefined,
  ports: CompletePorts,
): Promise<Completed> {
  const { pending } = login
  if (!pending || login.client === 'companion' || isSmsAccount(login.userId)) return { effects: [], login }
  if (pending.made) return { effects: tellLater(pending, login), login }
  const unfinished = findUnfinished(pending, login.phones)
  if (!unfinished) {
    const drop = login.client === 'enabled' && isAbandoned(pending, ports.clock.now())
    return { effects: drop ? [{ kind: 'drop_pending' }] : [], login }
  }
  // Which of two numbers was proven is not to be known here; the one that was to leave must not get in.
  const mayBeOldPhone = unfinished.unlink.length > 0 && restsOnPhoneAlone(login.methods)
  // The person is told on a page and by email, and neither can be shown now.
  if (login.client !== 'enabled' || !login.canShowPage) {
    return mayBeOldPhone ? { effects: turnAway('phone_changed'), login: undefined } : { effects: [], login }
  }
  return complete(unfinished, pending, { login, audit, mayBeOldPhone }, ports)
}

// The change was made where no page could be shown. Whoever tells the person of changes does it in this login.
function tellLater({ startedAt }: PendingChange, { client, canShowPage, phone }: Login): Effect[] {
  if (client !== 'enabled' || !canShowPage) return []
  const last2 = phone && lastTwoDigits(phone)
  return [
    { kind: 'drop_pending' },
    { kind: 'keep_change', change: { did: 'linked', last2, at: startedAt, pushed: true } },
  ]
}

type Situation = { login: Login; audit: AuditRecord | undefined; mayBeOldPhone: boolean }

async function complete(
  unfinished: Unfinished,
  pending: PendingChange,
  { login, audit, mayBeOldPhone }: Situation,
  ports: CompletePorts,
): Promise<Completed> {
  const { failure, leftOver } = await takeOff(unfinished, login, ports)
  if (failure !== undefined) {
    return mayBeOldPhone
      ? { effects: turnAway('not_available', failure), login: undefined }
      : { effects: [log('pending_failed', failure)], login }
  }
  const { intent, startedAt } = pending
  const rest = afterRemoval({ intent, leaving: leftOver, startedAt })
  if (pending.told) return { effects: [rest], login }
  const effects = [rest, ...record(unfinished, pending, login, audit, ports)]
  if (mayBeOldPhone) return { effects: [...effects, ...turnAway('phone_changed')], login: undefined }
  const told = [...tellPhone(afterwards(login, unfinished.kept)), ...announceDone(unfinished.did)]
  return { effects: [{ kind: 'drop_want' }, ...effects, ...told], login: undefined }
}

type TakenOff = {
  /** Why a phone may still be on the account. */
  failure: string | undefined
  /** Ids of phone accounts of their own that are still to be deleted. */
  leftOver: string[]
}

async function takeOff(
  { unlink, remove }: Unfinished,
  login: Login,
  { accounts }: CompletePorts,
): Promise<TakenOff> {
  const leftOver: string[] = []
  for (const phone of unlink) {
    const answer = await accounts.removePhone(login.userId, phone)
    if (answer.kind === 'not_confirmed') return { failure: answer.code, leftOver }
    if (answer.kind === 'left_over') leftOver.push(phone.id)
  }
  for (const phone of remove) {
    const answer = await accounts.deleteLeftOver(phone)
    if (answer.kind !== 'removed') leftOver.push(phone.id)
  }
  return { failure: undefined, leftOver }
}

function record(
  { did, kept, unlink }: Unfinished,
  pending: PendingChange,
  login: Login,
  audit: AuditRecord | undefined,
  ports: CompletePorts,
): Effect[] {
  const ids = unlink.map(({ id }) => id)
  const gone = numbersOf(login.phones, ids)
  return recordMadeChange(
    // A number that was off the account before the crash left it then: whoever has proven the new one since may stay.
    { did, number: kept?.number, gone, ...(unlink.length === 0 && { leftAt: pending.startedAt }) },
    login,
    audit,
    ports,
  )
}

function afterwards(login: Login, kept: LinkedPhone | undefined): Login {
  return { ...login, pending: undefined, phones: kept ? [kept] : [], phone: kept?.number }
}

function announceDone(did: ChangeKind): Effect[] {
  return announce({ intent: INTENT_OF[did], status: did }, 'completed_later')
}
