import { judgeHistory } from '../core/account-history.ts'
import { recentAttempts } from '../core/attempts.ts'
import { decideLogin } from '../core/decide-login.ts'
import type { Effect } from '../core/effects.ts'
import { announce, turnAway } from '../core/effects.ts'
import type { InnerLoginSetting, Login, ReachedAccount } from '../core/login.ts'
import type { Intent } from '../core/outcome.ts'
import type { Ticket } from '../core/ticket.ts'
import { isSmsAccount } from '../core/user-id.ts'
import type { Entropy, World } from '../ports.ts'
import { buildInnerLoginUrl } from '../protocol/authorize-request.ts'
import { VERIFIER_BYTES, buildVerifier } from '../protocol/pkce.ts'

export type BeginPorts = Pick<World, 'clock' | 'entropy' | 'proofs'>

export type BeginRequest = { login: Login; setting: InnerLoginSetting; reached: ReachedAccount }

/** `onExecutePostLogin`: decides what this login is, and says what to do with it. */
export async function begin(request: BeginRequest, ports: BeginPorts): Promise<Effect[]> {
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
      return [...tellPhone(login), log('claims_only')]
    case 'settled':
      return [...tellPhone(login), ...announce(decision.outcome, decision.detail)]
    case 'challenge':
      // The keys will be wanted when the person is back. Fetching them now keeps the wait short then.
      await ports.proofs.prepare()
      return challenge(decision.intent, request, now, ports.entropy)
  }
}

// Somebody else's account needs no vouching: the outer login refuses it by its id. Nothing is written to it.
function vouch({ login, reached }: BeginRequest, now: Date): Effect[] {
  if (!isSmsAccount(login.userId)) return []
  const { account, phone, phoneVerified } = reached
  const history = judgeHistory(account, now)
  const mark: Effect[] = history === 'fresh' ? [{ kind: 'mark_born' }] : []
  return [{ kind: 'vouch', history, phone, phoneVerified }, ...mark]
}

function challenge(intent: Intent, request: BeginRequest, now: Date, entropy: Entropy): Effect[] {
  const ticket: Ticket = {
    intent,
    verifier: buildVerifier(entropy.bytes(VERIFIER_BYTES)),
    nonce: buildVerifier(entropy.bytes(VERIFIER_BYTES)),
    startedAt: now,
  }
  const { host, companionClientId, uiLocales } = request.setting
  return [
    // The attempt counts, not its success: it may already cost an SMS.
    { kind: 'record_attempts', attempts: [...recentAttempts(request.login.attempts, now), now] },
    { kind: 'keep_ticket', ticket },
    { kind: 'send_to', url: buildInnerLoginUrl({ host, clientId: companionClientId, ticket, uiLocales }) },
    { kind: 'log', entry: { decision: 'challenge', intent } },
  ]
}

/** Auth0 fills no phone claims for a linked identity, so every login does. */
export function tellPhone(login: Login): Effect[] {
  return login.wantsPhoneClaims && login.phone !== undefined
    ? [{ kind: 'tell_phone', phone: login.phone }]
    : []
}

function log(decision: string): Effect {
  return { kind: 'log', entry: { decision } }
}
