import { isOneNumberTooMany, noteNumber, shortMark } from '../core/attempts.ts'
import type { AuditRecord } from '../core/audit-record.ts'
import type { Effect } from '../core/effects.ts'
import { announce, conclude, turnAway } from '../core/effects.ts'
import type { Verdict } from '../core/judge.ts'
import { judgeProof } from '../core/judge.ts'
import type { Login } from '../core/login.ts'
import type { NumberPolicy } from '../core/number-policy.ts'
import { refused } from '../core/outcome.ts'
import { isTicketExpired } from '../core/ticket.ts'
import type { Ticket } from '../core/ticket.ts'
import { isSmsAccount } from '../core/user-id.ts'
import type { World } from '../ports.ts'
import type { ContinueAnswer } from '../protocol/continue-request.ts'
import { forget, refuse } from './end-challenge.ts'
import { obtainProof } from './inner-login.ts'
import { linkProven } from './link-proven.ts'
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
  return [counted, ...(await linkProven(verdict, { login, ticket, audit: request.audit }, ports))]
}

// The code of a second tab is void once the first one has linked: its phone account is gone. The account itself knows.
async function explainNoProof(login: Login, ticket: Ticket, ports: FinishPorts): Promise<Effect[]> {
  const phones = await ports.accounts.readPhones(login.userId)
  if (phones?.some((id) => !ticket.leaving.includes(id))) {
    return announce({ intent: ticket.intent, status: 'already_linked' })
  }
  return refuse(login, ticket, 'proof_invalid')
}
