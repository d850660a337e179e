import { judgeHistory } from '../core/account-history.ts'
import { isOneNumberTooMany, recentAttempts, shortMark } from '../core/attempts.ts'
import type { AuditRecord } from '../core/audit-record.ts'
import { decideLogin } from '../core/decide-login.ts'
import type { Effect } from '../core/effects.ts'
import { conclude, log, turnAway } from '../core/effects.ts'
import { idsOf } from '../core/linked-phones.ts'
import type { InnerLoginSetting, Login, ReachedAccount } from '../core/login.ts'
import { refused } from '../core/outcome.ts'
import { isSmsAccount } from '../core/user-id.ts'
import type { Want } from '../core/want.ts'
import type { World } from '../ports.ts'
import { completePending } from './complete-pending.ts'
import { startInnerLogin } from './inner-login.ts'
import { rememberFound } from './record-change.ts'
import { removePhone } from './remove.ts'
import { tellPhone, tellProof } from './tell.ts'

export type BeginPorts = Pick<
  World,
  'clock' | 'entropy' | 'proofs' | 'accounts' | 'fingerprints' | 'ticketSeals'
>

export type BeginRequest = {
  login: Login
  setting: InnerLoginSetting
  reached: ReachedAccount
  audit: AuditRecord | undefined
}

/** `onExecutePostLogin` of phone-challenge: decides what this login is, and says what to do with it. */
export async function begin(request: BeginRequest, ports: BeginPorts): Promise<Effect[]> {
  const { effects, login } = await completePending(request.login, request.audit, ports)
  return [
    ...tellProof(request.login),
    ...effects,
    ...(login ? await decide({ ...request, login }, ports) : []),
  ]
}

async function decide(request: BeginRequest, ports: BeginPorts): Promise<Effect[]> {
  const { login } = request
  const now = ports.clock.now()
  const decision = decideLogin(login, now)
  switch (decision.kind) {
    case 'stand_aside':
      return [...vouch(request, now), log('stand_aside')]
    case 'deny':
      return turnAway(decision.reason)
    case 'untouched':
      return [log('untouched')]
    case 'claims_only':
      return [...rememberFound(login, request.audit, ports), ...tellPhone(login), log('claims_only')]
    case 'settled':
      return over(login, ...conclude(decision.outcome, decision.because, decision.detail))
    case 'step_up': {
      const { intent, because } = decision.want
      return over(login, ...conclude(refused(intent, 'step_up_required'), because))
    }
    case 'change':
      return change(decision.want, request, now, ports)
  }
}

async function change(want: Want, request: BeginRequest, now: Date, ports: BeginPorts): Promise<Effect[]> {
  const { login } = request
  if (want.intent === 'remove') {
    // Only the page of phone-prompt can confirm it; without that Action nobody could.
    if (want.choice !== 'accepted') {
      return over(login, ...conclude(refused('remove', 'not_available'), want.because, 'not_confirmed'))
    }
    return over(undefined, ...(await removePhone(login, request.audit, ports)))
  }
  const number = want.hint && shortMark(ports.fingerprints.of(want.hint))
  // The attempt counts, not its success: it may already cost an SMS. It counts when it is refused for its number, too.
  const attempts = [...recentAttempts(login.attempts, now), { at: now, numbers: number ? [number] : [] }]
  const counted: Effect = { kind: 'record_attempts', attempts }
  if (number && isOneNumberTooMany(login.attempts, number, now)) {
    const outcome = refused(want.intent, 'too_many_attempts')
    return [counted, ...over(login, ...conclude(outcome, want.because, 'numbers'))]
  }
  // The keys will be wanted when the person is back. Fetching them now keeps the wait short then.
  await ports.proofs.prepare()
  const seal = ports.ticketSeals.seal(login.userId, now)
  const leaving = want.intent === 'replace' ? idsOf(login.phones) : []
  return [
    counted,
    { kind: 'record_pending', pending: { intent: want.intent, leaving, startedAt: now } },
    ...startInnerLogin({ use: 'phone', want, leaving, seal }, request.setting, now, ports.entropy),
    { kind: 'log', entry: { decision: 'challenge', intent: want.intent } },
  ]
}

// The phone step ends here, so nothing of it need be remembered.
function over(login: Login | undefined, ...effects: Effect[]): Effect[] {
  return [{ kind: 'drop_want' }, ...(login ? tellPhone(login) : []), ...effects]
}

// Somebody else's account needs no vouching but for how it was proven: the outer login judges it by its id.
function vouch({ login, reached }: BeginRequest, now: Date): Effect[] {
  const by: Effect = { kind: 'vouch_connection', strategy: login.connection }
  if (!isSmsAccount(login.userId)) return [by]
  const { account, phone, phoneVerified } = reached
  const history = judgeHistory(account, now)
  const mark: Effect[] = history === 'fresh' ? [{ kind: 'mark_born' }] : []
  return [by, { kind: 'vouch', history, phone, phoneVerified }, ...mark]
}
