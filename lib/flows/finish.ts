import type { AuditRecord } from '../core/audit-record.ts'
import { recordLink } from '../core/audit-record.ts'
import type { Effect } from '../core/effects.ts'
import { announce, turnAway } from '../core/effects.ts'
import { latestPrimaryProof } from '../core/freshness.ts'
import type { Proof, Verdict } from '../core/judge.ts'
import { judgeProof } from '../core/judge.ts'
import type { Login } from '../core/login.ts'
import type { Intent } from '../core/outcome.ts'
import { refused } from '../core/outcome.ts'
import { lastTwoDigits } from '../core/phone-number.ts'
import type { Reason } from '../core/refusals.ts'
import { isTicketExpired } from '../core/ticket.ts'
import type { Ticket } from '../core/ticket.ts'
import { isSmsAccount } from '../core/user-id.ts'
import type { World } from '../ports.ts'
import type { ContinueAnswer } from '../protocol/continue-request.ts'
import { tellPhone } from './begin.ts'

export type FinishPorts = Omit<World, 'entropy'>

export type FinishRequest = {
  /** The outer login, as it resumes. */
  login: Login
  answer: ContinueAnswer
  ticket: Ticket | undefined
  audit: AuditRecord | undefined
}

/** `onContinuePostLogin`: the person is back. Judges what came back, and links if all of it holds. */
export async function finish(request: FinishRequest, ports: FinishPorts): Promise<Effect[]> {
  const { login, answer, ticket } = request
  // The session of a denied login lives on; whatever brought it here, it gets no further.
  if (isSmsAccount(login.userId)) return turnAway('sms_only_account')

  // One use: whatever follows, this ticket is spent.
  const spend: Effect = { kind: 'drop_ticket' }
  const settled = await settle(answer, ticket, request, ports)
  return [spend, ...settled]
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
    return [...tellPhone(login), ...announce({ intent, status: 'cancelled' }, answer.error)]
  }
  if (!ticket || isTicketExpired(ticket, ports.clock.now())) {
    return refuse(login, ticket?.intent ?? 'unknown', 'challenge_expired')
  }
  if (answer.kind === 'malformed') return refuse(login, ticket.intent, 'answer_malformed')
  // The code and the companion's secret are about to be sent to this host.
  if (!login.hostConfigured) return refuse(login, ticket.intent, 'not_available', 'host_not_configured')

  const proof = await obtainProof(answer.code, ticket, ports)
  if (!proof) return explainNoProof(login, ticket, ports)
  const verdict = judgeProof(proof, ticket, login.userId, ports.clock.now())
  if (verdict.kind === 'settled') return [...tellPhone(login), ...announce(verdict.outcome)]
  return link(verdict, ticket, request, ports)
}

// The code of a second tab is void once the first one has linked: its phone account is gone. The account itself knows.
async function explainNoProof(login: Login, ticket: Ticket, ports: FinishPorts): Promise<Effect[]> {
  if ((await ports.accounts.holds(login.userId)) === 'yes') {
    return announce({ intent: ticket.intent, status: 'already_linked' })
  }
  return refuse(login, ticket.intent, 'proof_invalid')
}

async function obtainProof(code: string, ticket: Ticket, ports: FinishPorts): Promise<Proof | undefined> {
  // Side by side, so that only two round trips come one after the other: this one and the link.
  const [exchanged] = await Promise.all([
    ports.innerLogin.exchange(code, ticket.verifier),
    ports.accounts.prepare(),
    ports.proofs.prepare(),
  ])
  return exchanged.kind === 'token' ? ports.proofs.verify(exchanged.idToken) : undefined
}

async function link(
  verdict: Extract<Verdict, { kind: 'link' }>,
  ticket: Ticket,
  request: FinishRequest,
  ports: FinishPorts,
): Promise<Effect[]> {
  const { login } = request
  const { secondary, phone } = verdict
  const answer = await ports.accounts.link(login.userId, secondary)
  if (answer.kind === 'not_confirmed') {
    // The answer may have been lost after the work was done: the account itself knows.
    const held = await ports.accounts.holds(login.userId, secondary)
    const reason = answer.code === 'link_http_409' ? 'phone_in_use' : 'link_failed'
    if (held !== 'yes') return refuse(login, ticket.intent, reason, answer.code)
  }
  if (answer.kind === 'linked_second') {
    // An account has one phone. The other tab was first, and its number stays.
    await ports.accounts.unlink(login.userId, secondary)
    return announce({ intent: ticket.intent, status: 'already_linked' }, 'second_phone')
  }
  const record = recordLink(request.audit, {
    at: ports.clock.now(),
    by: latestPrimaryProof(login.methods)?.name ?? 'unknown',
    number: { fingerprint: ports.fingerprints.of(phone), last2: lastTwoDigits(phone) },
  })
  return [
    { kind: 'record_audit', record },
    ...tellPhone({ ...login, phone }),
    ...announce({ intent: ticket.intent, status: 'linked' }),
  ]
}

function refuse(login: Login, intent: Intent | 'unknown', reason: Reason, detail?: string): Effect[] {
  return [...tellPhone(login), ...announce(refused(intent, reason), detail)]
}
