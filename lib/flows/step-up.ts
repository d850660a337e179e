import { decideLogin } from '../core/decide-login.ts'
import type { Effect } from '../core/effects.ts'
import { log, turnAway } from '../core/effects.ts'
import { judgeReauthentication } from '../core/judge-reauthentication.ts'
import type { InnerLoginSetting, Login } from '../core/login.ts'
import { comesFirst } from '../core/pending-change.ts'
import type { Policy } from '../core/policy.ts'
import type { Reason } from '../core/refusals.ts'
import { decideStepUp } from '../core/step-up.ts'
import { isTicketExpired } from '../core/ticket.ts'
import type { Ticket } from '../core/ticket.ts'
import { isSmsAccount } from '../core/user-id.ts'
import type { Want } from '../core/want.ts'
import type { World } from '../ports.ts'
import type { ContinueAnswer } from '../protocol/continue-request.ts'
import { obtainProof, startInnerLogin } from './inner-login.ts'

export type StepUpRequest = { login: Login; policy: Policy; setting: InnerLoginSetting }

/** `onExecutePostLogin` of reauthenticate: before a change, a stale session proves again who it is. */
export async function beginStepUp(
  { login, policy, setting }: StepUpRequest,
  ports: Pick<World, 'clock' | 'entropy' | 'proofs'>,
): Promise<Effect[]> {
  const now = ports.clock.now()
  const decision = decideLogin(login, now, policy)
  if (decision.kind === 'deny') return turnAway(decision.reason)
  if (decision.kind !== 'step_up') return [log(decision.kind)]
  // Completing what was proven and confirmed before needs no new proof; phone-challenge does it in this login.
  if (comesFirst(login.pending, login.phones)) return [log('pending_first')]
  const { want } = decision
  const stepUp = decideStepUp(login)
  switch (stepUp.kind) {
    case 'impossible':
      return [log('step_up', 'impossible')]
    case 'factor':
      return [
        { kind: 'keep_want', want },
        { kind: 'challenge_factor', types: stepUp.types },
        log('step_up', 'factor'),
      ]
    case 'email_code':
      await ports.proofs.prepare()
      return [
        { kind: 'keep_want', want },
        ...startInnerLogin({ use: 'reauthentication', want, leaving: [] }, setting, now, ports.entropy),
        log('step_up', 'email_code'),
      ]
  }
}

export type FinishStepUpRequest = { login: Login; answer: ContinueAnswer; ticket: Ticket | undefined }

/** `onContinuePostLogin` of reauthenticate: the nested email code must have proven the very same account. */
export async function finishStepUp(
  { login, answer, ticket }: FinishStepUpRequest,
  ports: Pick<World, 'clock' | 'innerLogin' | 'proofs'>,
): Promise<Effect[]> {
  if (isSmsAccount(login.userId)) return turnAway('sms_only_account')
  const judged = await judge(login, answer, ticket, ports)
  return [{ kind: 'drop_ticket', use: 'reauthentication' }, ...judged]
}

async function judge(
  login: Login,
  answer: ContinueAnswer,
  ticket: Ticket | undefined,
  ports: Pick<World, 'clock' | 'innerLogin' | 'proofs'>,
): Promise<Effect[]> {
  const want: Want = login.want ?? { intent: ticket?.intent ?? 'add', because: ticket?.because ?? 'asked' }
  if (answer.kind === 'error') {
    return [
      { kind: 'keep_want', want: { ...want, choice: 'declined' } },
      log('step_up_cancelled', answer.error),
    ]
  }
  if (!ticket || isTicketExpired(ticket, ports.clock.now())) return fail(want, 'challenge_expired')
  if (answer.kind === 'malformed') return fail(want, 'answer_malformed')
  if (!login.hostConfigured) return fail(want, 'not_available', 'host_not_configured')
  const proof = await obtainProof(answer.code, ticket, ports)
  if (!proof) return fail(want, 'proof_invalid')
  const verdict = judgeReauthentication(proof, ticket, login.userId, ports.clock.now())
  if (verdict !== 'proven') return fail(want, verdict)
  return [
    { kind: 'keep_proof', proof: { name: 'email', at: proof.authTime } },
    { kind: 'record_reauthentication' },
    log('step_up_proven'),
  ]
}

// phone-challenge tells the app: it ends every phone step, whoever found that it cannot be done.
function fail(want: Want, refusal: Reason, detail?: string): Effect[] {
  return [
    { kind: 'keep_want', want: { ...want, refusal } },
    {
      kind: 'log',
      entry: {
        decision: 'step_up_refused',
        intent: want.intent,
        reason: refusal,
        ...(detail !== undefined && { detail }),
      },
    },
  ]
}
