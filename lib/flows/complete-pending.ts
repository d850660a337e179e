import type { AuditRecord } from '../core/audit-record.ts'
import type { Effect } from '../core/effects.ts'
import { announce, log, turnAway } from '../core/effects.ts'
import { restsOnPhoneAlone } from '../core/freshness.ts'
import type { LinkedPhone, Login } from '../core/login.ts'
import type { ChangeKind } from '../core/outcome.ts'
import { findUnfinished, isAbandoned } from '../core/pending-change.ts'
import type { Unfinished } from '../core/pending-change.ts'
import type { IdentityRef } from '../core/user-id.ts'
import { isSmsAccount } from '../core/user-id.ts'
import type { RemovalAnswer, World } from '../ports.ts'
import { recordMadeChange } from './record-change.ts'
import { tellPhone } from './tell.ts'

export type CompletePorts = Pick<World, 'clock' | 'accounts' | 'fingerprints'>

export type Completed = {
  effects: Effect[]
  /** The login as it is after that; undefined if it ends here. */
  login: Login | undefined
}

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
  if (!pending || login.client !== 'enabled' || isSmsAccount(login.userId)) return { effects: [], login }
  const unfinished = findUnfinished(pending, login.phones)
  const now = ports.clock.now()
  if (!unfinished) {
    return { effects: isAbandoned(pending, now) ? [{ kind: 'drop_pending' }] : [], login }
  }
  // Which of two numbers was proven is not to be known here; the one that was to leave must not get in.
  const mayBeOldPhone = unfinished.unlink.length > 0 && restsOnPhoneAlone(login.methods)
  // The person is told on a page and by email, and neither can be shown now.
  if (!login.canShowPage) {
    return mayBeOldPhone ? { effects: turnAway('phone_changed'), login: undefined } : { effects: [], login }
  }
  const failure = await takeOff(unfinished, login, ports)
  if (failure !== undefined) {
    return mayBeOldPhone
      ? { effects: turnAway('not_available', failure), login: undefined }
      : { effects: [log('pending_failed', failure)], login }
  }
  const effects = record(unfinished, login, audit, ports)
  if (mayBeOldPhone) return { effects: [...effects, ...turnAway('phone_changed')], login: undefined }
  const after = afterwards(login, unfinished.kept)
  return login.ask.kind === 'nothing' || asksForTheSame(login, unfinished.did)
    ? { effects: [...effects, ...tellPhone(after), ...announceDone(unfinished.did)], login: undefined }
    : { effects, login: after }
}

async function takeOff(
  { unlink, remove }: Unfinished,
  login: Login,
  { accounts }: CompletePorts,
): Promise<string | undefined> {
  const answers: RemovalAnswer[] = []
  for (const phone of unlink) answers.push(await accounts.removePhone(login.userId, phone))
  for (const phone of remove) answers.push(await accounts.deleteLeftOver(phone))
  return answers.find((answer) => answer.kind !== 'removed')?.code
}

function record(
  { did, kept, unlink }: Unfinished,
  login: Login,
  audit: AuditRecord | undefined,
  ports: CompletePorts,
): Effect[] {
  const gone = login.phones.flatMap(({ identity, number }) =>
    lists(unlink, identity) && number ? [number] : [],
  )
  const made = { did, number: kept?.number, gone }
  return [{ kind: 'drop_pending' }, ...recordMadeChange(made, login, audit, ports)]
}

function lists(refs: readonly IdentityRef[], { id }: IdentityRef): boolean {
  return refs.some((ref) => ref.id === id)
}

function afterwards(login: Login, kept: LinkedPhone | undefined): Login {
  return { ...login, pending: undefined, phones: kept ? [kept] : [], phone: kept?.number }
}

const INTENT_OF = { linked: 'add', replaced: 'replace', removed: 'remove' } as const

function asksForTheSame({ ask }: Login, did: ChangeKind): boolean {
  return ask.kind === 'intent' && ask.intent === INTENT_OF[did]
}

function announceDone(did: ChangeKind): Effect[] {
  return announce({ intent: INTENT_OF[did], status: did }, 'completed_later')
}
