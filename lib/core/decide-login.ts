import { MAX_ATTEMPTS, recentAttempts } from './attempts.ts'
import { isFresh, latestFactorProof, latestPrimaryProof } from './freshness.ts'
import type { Login } from './login.ts'
import type { Intent, Outcome } from './outcome.ts'
import { refused } from './outcome.ts'
import type { Reason } from './refusals.ts'
import { isSmsAccount } from './user-id.ts'

/** What to do with a login. */
export type Decision =
  /** The inner login that we started ourselves: let it through, and vouch for its account. */
  | { kind: 'stand_aside' }
  | { kind: 'deny'; reason: Reason }
  /** A client that does not take part: nothing is added, nothing changes. */
  | { kind: 'untouched' }
  | { kind: 'claims_only' }
  /** The phone step is over before it began; the login completes and the app is told why. */
  | { kind: 'settled'; outcome: Outcome; detail?: string }
  | { kind: 'challenge'; intent: Intent }

type Rule = (login: Login, now: Date) => Decision | undefined

// Named rules, first match wins. The order is the policy.
const companionMeansInnerLogin: Rule = (login) => {
  if (login.client !== 'companion') return undefined
  // The companion exists to prove a phone. Any other proof through it must not reach an outer login.
  return login.connection === 'sms'
    ? { kind: 'stand_aside' }
    : { kind: 'deny', reason: 'connection_not_allowed' }
}

// At every run, silent and refresh too: the browser session outlives a denied login.
const smsOnlyAccountsStayOut: Rule = (login) =>
  isSmsAccount(login.userId) ? { kind: 'deny', reason: 'sms_only_account' } : undefined

const otherClientsAreLeftAlone: Rule = (login) =>
  login.client === 'enabled' ? undefined : { kind: 'untouched' }

const withoutAPageOnlyClaims: Rule = (login) => (login.canShowPage ? undefined : { kind: 'claims_only' })

const withoutAnAskOnlyClaims: Rule = (login) =>
  login.ask.kind === 'nothing' ? { kind: 'claims_only' } : undefined

const unverifiedEmailGainsNoPhone: Rule = (login) =>
  login.emailVerified ? undefined : settle(login, 'email_unverified')

const theIntentMustBeKnown: Rule = (login) =>
  login.ask.kind === 'unknown' ? settle(login, 'intent_unknown') : undefined

const onlyAddIsOffered: Rule = (login) =>
  intentOf(login) === 'add' ? undefined : settle(login, 'not_available')

// The inner login returns to this host's /continue; a host we were not told of never receives a code.
const theHostMustBeConfigured: Rule = (login) =>
  login.hostConfigured ? undefined : { ...settle(login, 'not_available'), detail: 'host_not_configured' }

const aPhoneIsAddedOnce: Rule = (login) =>
  login.phone === undefined
    ? undefined
    : { kind: 'settled', outcome: { intent: 'add', status: 'already_linked' } }

// A stale session may be in somebody else's hands. `max_age`, `prompt` and the like come from the client: not asked.
const aStaleProofIsNotEnough: Rule = (login, now) => {
  const proof = latestPrimaryProof(login.methods)
  return proof && isFresh(proof.at, now) ? undefined : settle(login, 'step_up_required')
}

// MFA Actions and the tenant's MFA policy run after ours: without this, an email code alone would be enough here.
const aSecondFactorIsAskedFirst: Rule = (login, now) => {
  const proof = latestFactorProof(login.methods)
  return !login.hasFactor || (proof && isFresh(proof.at, now)) ? undefined : settle(login, 'step_up_required')
}

const attemptsAreCapped: Rule = (login, now) =>
  recentAttempts(login.attempts, now).length < MAX_ATTEMPTS ? undefined : settle(login, 'too_many_attempts')

const RULES: readonly Rule[] = [
  companionMeansInnerLogin,
  smsOnlyAccountsStayOut,
  otherClientsAreLeftAlone,
  withoutAPageOnlyClaims,
  withoutAnAskOnlyClaims,
  unverifiedEmailGainsNoPhone,
  theIntentMustBeKnown,
  onlyAddIsOffered,
  theHostMustBeConfigured,
  aPhoneIsAddedOnce,
  aStaleProofIsNotEnough,
  aSecondFactorIsAskedFirst,
  attemptsAreCapped,
]

/** Decides what to do with a login. Pure: same facts and time, same decision. */
export function decideLogin(login: Login, now: Date): Decision {
  for (const rule of RULES) {
    const decision = rule(login, now)
    if (decision) return decision
  }
  return { kind: 'challenge', intent: 'add' }
}

function settle(login: Login, reason: Reason): Extract<Decision, { kind: 'settled' }> {
  return { kind: 'settled', outcome: refused(intentOf(login), reason) }
}

function intentOf(login: Login): Intent | 'unknown' {
  return login.ask.kind === 'intent' ? login.ask.intent : 'unknown'
}
