import { isOneNumberTooMany, noteNumber, shortMark } from '../core/attempts.ts'
import type { AuditRecord } from '../core/audit-record.ts'
import type { Effect } from '../core/effects.ts'
import { announce, conclude, turnAway } from '../core/effects.ts'
import type { Verdict } from '../core/judge.ts'
import { judgeProof } from '../core/judge.ts'
import { numbersOf } from '../core/linked-phones.ts'
import type { Login } from '../core/login.ts'
import { refused } from '../core/outcome.ts'
import type { NumberPolicy } from '../core/number-policy.ts'
import type { PendingChange } from '../core/pending-change.ts'
import type { PhoneNumber } from '../core/phone-number.ts'
import type { Reason } from '../core/refusals.ts'
import { isTicketExpired } from '../core/ticket.ts'
import type { Ticket } from '../core/ticket.ts'
import type { IdentityRef } from '../core/user-id.ts'
import { isSmsAccount } from '../core/user-id.ts'
import type { World } from '../ports.ts'
import type { ContinueAnswer } from '../protocol/continue-request.ts'
import { obtainProof } from './inner-login.ts'
import { recordMadeChange } from './record-change.ts'
import { afterRemoval } from './remove.ts'
import { tellPhone } from './tell.ts'

export type FinishPorts = Omit<World, 'entropy' | 'ticketSeals' | 'securityEvents'>

export type FinishRequest = {
  /** The outer login, as it resumes. */
  login: Login
  answer: ContinueAnswer
  ticket: Ticket | undefined
  audit: AuditRecord | undefined
  /** Which numbers may be linked. */
  numbers: NumberPolicy
}

/** `onContinuePostLogin` of phone-challenge: the person is back. Judges what came back, and links if all of it holds. */
export async function finish(request: FinishRequest, ports: FinishPorts): Promise<Effect[]> {
  const { login, answer, ticket } = request
  // The session of a denied login lives on; whatever brought it here, it gets no further.
  if (isSmsAccount(login.userId)) return turnAway('sms_only_account')

  // One use: whatever follows, this ticket is spent.
  const spend: Effect[] = [{ kind: 'drop_ticket', use: 'phone' }, { kind: 'drop_want' }]
  const settled = await settle(answer, ticket, request, ports)
  return [...spend, ...settled]
}

async function settle(
  answer: ContinueAnswer,
  ticket: Ticket | undefined,
  request: FinishRequest,
  ports: FinishPorts,
): Promise<Effect[]> {
  const { login } = request
  if (answer.kind === 'error') {
    const intent = ticket?.intent ?? 'unknown'
    const because = ticket?.because ?? 'asked'
    const outcome = { intent, status: 'cancelled' } as const
    const forgotten = ticket ? forget(login, ticket) : []
    return [...forgotten, ...tellPhone(login), ...conclude(outcome, because, answer.error)]
  }
  if (!ticket) return [...tellPhone(login), ...announce(refused('unknown', 'challenge_expired'))]
  if (isTicketExpired(ticket, ports.clock.now())) return refuse(login, ticket, 'challenge_expired')
  if (answer.kind === 'malformed') return refuse(login, ticket, 'answer_malformed')
  // The code and the companion's secret are about to be sent to this host.
  if (!login.hostConfigured) return refuse(login, ticket, 'not_available', 'host_not_configured')

  // The Management token is fetched side by side, so that only two round trips come one after the other.
  const proof = await obtainProof(answer.code, ticket, ports, () => ports.accounts.prepare())
  if (!proof) return explainNoProof(login, ticket, ports)
  const claim = { primary: login.userId, numbers: request.numbers }
  const verdict = judgeProof(proof, ticket, claim, ports.clock.now())
  if (verdict.kind === 'settled') {
    const told = conclude(verdict.outcome, ticket.because, verdict.detail)
    return [...forget(login, ticket), ...tellPhone(login), ...told]
  }
  return countAndLink(verdict, ticket, request, ports)
}

/**
 * Every number that comes back is counted, linked or not. The variants in which people write a number are one by
 * then: Auth0 hands over E.164.
 */
async function countAndLink(
  verdict: Extract<Verdict, { kind: 'link' }>,
  ticket: Ticket,
  request: FinishRequest,
  ports: FinishPorts,
): Promise<Effect[]> {
  const { login } = request
  const now = ports.clock.now()
  const number = shortMark(ports.fingerprints.of(verdict.phone))
  const attempts = noteNumber(login.attempts, { startedAt: ticket.startedAt, number }, now)
  const counted: Effect = { kind: 'record_attempts', attempts }
  if (isOneNumberTooMany(login.attempts, number, now)) {
    return [counted, ...refuse(login, ticket, 'too_many_attempts', 'numbers')]
  }
  return [counted, ...(await link(verdict, ticket, request, ports))]
}

// The code of a second tab is void once the first one has linked: its phone account is gone. The account itself knows.
async function explainNoProof(login: Login, ticket: Ticket, ports: FinishPorts): Promise<Effect[]> {
  const phones = await ports.accounts.readPhones(login.userId)
  if (phones?.some((id) => !ticket.leaving.includes(id))) {
    return announce({ intent: ticket.intent, status: 'already_linked' })
  }
  return refuse(login, ticket, 'proof_invalid')
}

async function link(
  { secondary, phone }: Extract<Verdict, { kind: 'link' }>,
  ticket: Ticket,
  request: FinishRequest,
  ports: FinishPorts,
): Promise<Effect[]> {
  const { login } = request
  const answer = await ports.accounts.link(login.userId, secondary)
  if (answer.kind === 'not_confirmed') {
    // The answer may have been lost after the work was done: the account itself knows.
    const phones = await ports.accounts.readPhones(login.userId)
    const reason = answer.code === 'link_http_409' ? 'phone_in_use' : 'link_failed'
    if (!phones) return refuseUnknown(login, ticket, reason, answer.code)
    if (!phones.includes(secondary.id)) return refuse(login, ticket, reason, answer.code)
  } else if (isSecond(secondary, answer.phones, ticket)) {
    return stepBack(login, secondary, ticket, ports)
  }
  return ticket.intent === 'replace'
    ? replaceOld(phone, ticket, request, ports)
    : made('linked', phone, { ticket, leftOver: [] }, request, ports)
}

/** Whether another phone came onto the account before this one: two tabs have finished with two numbers. */
function isSecond({ id }: IdentityRef, phones: readonly string[], { leaving }: Ticket): boolean {
  const [first] = phones.filter((each) => !leaving.includes(each))
  return first !== undefined && first !== id
}

// An account has one phone. The other tab was first, and its number stays.
async function stepBack(
  login: Login,
  secondary: IdentityRef,
  ticket: Ticket,
  ports: FinishPorts,
): Promise<Effect[]> {
  const answer = await ports.accounts.removePhone(login.userId, secondary)
  if (answer.kind === 'not_confirmed') {
    return announce(refused(ticket.intent, 'not_available'), answer.code)
  }
  const { intent, startedAt } = ticket
  const told = announce({ intent, status: 'already_linked' }, 'second_phone')
  // Where another tab's change is not completed yet, that one is remembered and not this.
  if (login.pending && !isOwn(login.pending, ticket)) return told
  const leaving = answer.kind === 'left_over' ? [secondary.id] : []
  return [afterRemoval({ intent, leaving, startedAt }), ...told]
}

/** The new number is on the account; the old ones go. If one does not, the next login takes it off. */
async function replaceOld(
  phone: PhoneNumber,
  ticket: Ticket,
  request: FinishRequest,
  ports: FinishPorts,
): Promise<Effect[]> {
  const { login } = request
  const leftOver: string[] = []
  for (const id of ticket.leaving) {
    const answer = await ports.accounts.removePhone(login.userId, { provider: 'sms', id })
    if (answer.kind === 'left_over') leftOver.push(id)
    if (answer.kind !== 'not_confirmed') continue
    // Two numbers are live, so the person is told of the new one at once.
    return [
      ...recordMadeChange({ did: 'linked', number: phone, gone: [] }, login, request.audit, ports),
      ...tellPhone({ ...login, phone }),
      ...announce(refused('replace', 'old_phone_remains'), answer.code),
    ]
  }
  return made('replaced', phone, { ticket, leftOver }, request, ports)
}

function made(
  did: 'linked' | 'replaced',
  phone: PhoneNumber,
  { ticket, leftOver }: { ticket: Ticket; leftOver: readonly string[] },
  request: FinishRequest,
  ports: FinishPorts,
): Effect[] {
  const { login } = request
  const { intent, leaving, startedAt } = ticket
  const gone = numbersOf(login.phones, leaving)
  return [
    afterRemoval({ intent, leaving: leftOver, startedAt }),
    ...recordMadeChange({ did, number: phone, gone }, login, request.audit, ports),
    ...tellPhone({ ...login, phone }),
    ...announce({ intent, status: did }),
  ]
}

function refuse(login: Login, ticket: Ticket, reason: Reason, detail?: string): Effect[] {
  return [...forget(login, ticket), ...refuseUnknown(login, ticket, reason, detail)]
}

// Nothing came of it. Another tab's change that was begun since then is not forgotten with it.
function forget({ pending }: Login, ticket: Ticket): Effect[] {
  return pending && isOwn(pending, ticket) ? [{ kind: 'drop_pending' }] : []
}

// The account keeps whole seconds.
function isOwn(pending: PendingChange, { startedAt }: Ticket): boolean {
  return Math.abs(pending.startedAt.getTime() - startedAt.getTime()) < 1000
}

// Whether the phone is on the account is not known. The next login finds out, and completes it.
function refuseUnknown(login: Login, ticket: Ticket, reason: Reason, detail?: string): Effect[] {
  return [...tellPhone(login), ...conclude(refused(ticket.intent, reason), ticket.because, detail)]
}
