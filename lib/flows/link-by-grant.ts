import { judgeHistory } from '../core/account-history.ts'
import { isOneNumberTooMany, recentAttempts, shortMark } from '../core/attempts.ts'
import { decideLogin } from '../core/decide-login.ts'
import type { AccountRecord, Effect } from '../core/effects.ts'
import { announce, isAccountRecord, log, turnAway } from '../core/effects.ts'
import { judgeProof } from '../core/judge.ts'
import { findTokenProblem, useToken } from '../core/link-token.ts'
import type { LinkToken } from '../core/link-token.ts'
import type { Login } from '../core/login.ts'
import type { NumberPolicy } from '../core/number-policy.ts'
import type { Proof } from '../core/proof.ts'
import type { Outcome } from '../core/outcome.ts'
import type { Reason } from '../core/refusals.ts'
import type { Ticket } from '../core/ticket.ts'
import { isSmsAccount, splitUserId } from '../core/user-id.ts'
import type { Want } from '../core/want.ts'
import type { GrantAccounts, LinkTokens, PrimaryAccount, TokenMarks } from '../ports.ts'
import type { BeginPorts, BeginRequest } from './begin.ts'
import { begin } from './begin.ts'
import type { LinkRequest } from './link-proven.ts'
import { linkProven } from './link-proven.ts'

export type GrantPorts = BeginPorts & {
  grantAccounts: GrantAccounts
  linkTokens: LinkTokens
  tokenMarks: TokenMarks
}

/** `login` and `reached` are of the account that the code has reached. */
export type GrantRequest = BeginRequest & {
  /** The ID token that the app sends with the code. */
  linkTo: string
  /** Which numbers may be linked. */
  numbers: NumberPolicy
}

const WANT: Want = { intent: 'add', because: 'asked' }

/**
 * `onExecutePostLogin` of phone-challenge, where an app adds a phone by the OTP grant: the code has proven the phone,
 * the ID token says whose account it is for. Judged by the same rules as a phone that an inner login has proven. Here
 * the login is the phone's: unless it becomes the primary's, it is denied.
 */
export async function linkByGrant(request: GrantRequest, ports: GrantPorts): Promise<Effect[]> {
  const { login, linkTo } = request
  const [token] = await Promise.all([ports.linkTokens.read(linkTo), ports.grantAccounts.prepare()])
  const now = ports.clock.now()
  const problem = findTokenProblem(token, now)
  if (!token || problem) return refuse(problem ?? 'link_token_invalid', request, ports)
  if (!isSmsAccount(login.userId)) {
    // The number is some account's phone already: this one's, or somebody else's, of whom nothing is told.
    return login.userId === token.subject ? alreadyThere(request, ports) : turnAway('phone_in_use')
  }
  const primary = await ports.grantAccounts.read(token.subject)
  if (!primary) return refuse('link_token_invalid', request, ports, 'no_account')
  return judgeAndLink(primary, token, request, ports)
}

async function judgeAndLink(
  primary: PrimaryAccount,
  token: LinkToken,
  request: GrantRequest,
  ports: GrantPorts,
): Promise<Effect[]> {
  const now = ports.clock.now()
  const asked: Login = {
    ...primary.login,
    grant: 'may',
    canShowPage: true,
    want: WANT,
    methods: token.methods,
  }
  const obstacle = findObstacle(asked, now)
  if (obstacle) return refuse(obstacle.reason, request, ports, obstacle.detail)
  const tokens = useToken(primary.usedTokens, ports.tokenMarks.of(request.linkTo), now)
  if (!tokens) return refuse('link_token_used', request, ports)

  const ticket: Ticket = { ...WANT, leaving: [], verifier: '', nonce: '', startedAt: now }
  const claim = { primary: asked.userId, numbers: request.numbers }
  const verdict = judgeProof(proofOf(request, now), ticket, claim, now)
  if (verdict.kind === 'settled') return refuse(reasonOf(verdict.outcome), request, ports, verdict.detail)

  const number = shortMark(ports.fingerprints.of(verdict.phone))
  const attempts = [...recentAttempts(asked.attempts, now), { at: now, numbers: [number] }]
  const isTooMany = isOneNumberTooMany(asked.attempts, number, now)
  const pending = { intent: WANT.intent, leaving: [], startedAt: now }
  const recorded = await ports.grantAccounts.record(asked.userId, [
    { kind: 'record_attempts', attempts },
    { kind: 'record_used_tokens', tokens },
    ...(isTooMany ? [] : [{ kind: 'record_pending' as const, pending }]),
  ])
  if (isTooMany) return refuse('too_many_attempts', request, ports, 'numbers')
  // What is not remembered could be done twice.
  if (recorded.kind === 'not_confirmed') return refuse('not_available', request, ports, recorded.code)
  const linking = { login: { ...asked, pending }, ticket, audit: primary.audit }
  return conclude(await linkProven(verdict, linking, ports), linking, request, ports)
}

/** What the login becomes after the link was tried: the primary's, or nobody's. */
async function conclude(
  effects: readonly Effect[],
  { login, ticket }: LinkRequest,
  request: GrantRequest,
  ports: GrantPorts,
): Promise<Effect[]> {
  const outcome = effects.find((effect) => effect.kind === 'tell_outcome')?.outcome
  const isLinked = outcome?.status === 'linked'
  const { intent, leaving, startedAt } = ticket
  // The login's own metadata would be the phone account's, which is gone.
  const records: AccountRecord[] = [
    ...effects.filter(isAccountRecord),
    ...(isLinked
      ? [{ kind: 'record_pending' as const, pending: { intent, leaving, startedAt, made: true as const } }]
      : []),
  ]
  const answer = records.length > 0 ? await ports.grantAccounts.record(login.userId, records) : undefined
  const failure = answer?.kind === 'not_confirmed' ? answer.code : undefined
  if (!isLinked) {
    const logged = effects.find((effect) => effect.kind === 'log')?.entry.detail
    return refuse(outcome ? reasonOf(outcome) : 'not_available', request, ports, logged ?? failure)
  }
  return [
    { kind: 'set_primary', primary: login.userId },
    ...effects.filter((effect) => !isAccountRecord(effect)),
    // The next login that can show a page completes the record, and tells the person.
    ...(failure === undefined ? [] : [log('record_failed', failure)]),
  ]
}

/** What keeps a phone off the account, by the rules of the redirect path. */
function findObstacle(asked: Login, now: Date): { reason: Reason; detail?: string } | undefined {
  const decision = decideLogin(asked, now)
  if (decision.kind === 'change') return undefined
  if (decision.kind === 'deny') return decision
  if (decision.kind === 'step_up') return { reason: 'step_up_required' }
  if (decision.kind !== 'settled') return { reason: 'not_available', detail: decision.kind }
  const { outcome, detail } = decision
  return { reason: reasonOf(outcome), ...(detail !== undefined && { detail }) }
}

// What is no outcome of its own in the redirect path: there, the email login completes all the same.
function reasonOf(outcome: Outcome): Reason {
  return outcome.status === 'refused' ? outcome.reason : 'phone_already_linked'
}

/** The code that this very login was made with proves the phone. */
function proofOf({ login, reached }: GrantRequest, now: Date): Proof {
  return {
    subject: login.userId,
    nonce: '',
    authTime: now,
    phoneNumber: reached.phone,
    phoneVerified: reached.phoneVerified,
    history: judgeHistory(reached.account, now),
    provenBy: login.connection,
  }
}

async function alreadyThere(request: GrantRequest, ports: GrantPorts): Promise<Effect[]> {
  const login: Login = { ...request.login, grant: 'may' }
  const effects = await begin({ ...request, login }, ports)
  const isDenied = effects.some(({ kind }) => kind === 'deny')
  return isDenied ? effects : [...effects, ...announce({ intent: WANT.intent, status: 'already_linked' })]
}

/**
 * The phone account that came into being for this login goes again: nothing may be left of a request that was
 * refused. One that stays is marked, so that it never counts as an account of its own.
 */
async function refuse(
  reason: Reason,
  { login, reached }: GrantRequest,
  { accounts, clock }: GrantPorts,
  detail?: string,
): Promise<Effect[]> {
  if (!isSmsAccount(login.userId) || judgeHistory(reached.account, clock.now()) !== 'fresh') {
    return turnAway(reason, detail)
  }
  const answer = await accounts.deleteLeftOver(splitUserId(login.userId))
  if (answer.kind === 'removed') return turnAway(reason, detail)
  return [{ kind: 'mark_born' }, ...turnAway(reason, detail ?? answer.code)]
}
