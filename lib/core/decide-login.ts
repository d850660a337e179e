import { judgeAttempts } from './attempts.ts'
import { isFresh, latestFactorProof, latestPrimaryProof, restsOnFormerPhone } from './freshness.ts'
import type { Login } from './login.ts'
import type { Outcome } from './outcome.ts'
import { refused } from './outcome.ts'
import type { Policy } from './policy.ts'
import { NO_POLICY, isOfferDue } from './policy.ts'
import type { Reason } from './refusals.ts'
import { mayGoOn } from './sms-only-account.ts'
import { isSmsAccount } from './user-id.ts'
import type { Because, Want } from './want.ts'

/** What to do with a login. */
export type Decision =
  /** The inner login that we started ourselves: let it through, and vouch for its account. */
  | { kind: 'stand_aside' }
  | { kind: 'deny'; reason: Reason }
  /** A client that does not take part, or an account that has no part in it: nothing is added, nothing changes. */
  | { kind: 'untouched' }
  | { kind: 'claims_only' }
  /** The phone step is over before it began; the app is told why. */
  | { kind: 'settled'; outcome: Outcome; because: Because; detail?: string }
  /** The phone step may happen once the person has proven again who they are. */
  | { kind: 'step_up'; want: Want }
  | { kind: 'change'; want: Want }

type Rule<Facts extends unknown[]> = (login: Login, ...facts: Facts) => Decision | undefined

// Named rules, first match wins. The order is the policy.
const companionMeansInnerLogin: Rule<[]> = (login) => {
  if (login.client !== 'companion') return undefined
  // The companion exists to prove a phone, or once more the email. Any other proof must not reach an outer login.
  return login.connection === 'sms' || login.connection === 'email'
    ? { kind: 'stand_aside' }
    : { kind: 'deny', reason: 'connection_not_allowed' }
}

// Judged by phone-challenge alone, which reads whose account the phone is to be added to.
const linkingByGrantIsJudgedElsewhere: Rule<[]> = (login) =>
  login.grant === 'links' ? { kind: 'untouched' } : undefined

// At every run, silent and refresh too: the browser session outlives a denied login. One that may go on is left alone
// whatever the client asks: it has no email, so there is nothing to add a phone to.
const smsOnlyAccountsStayOutUnlessTheyMayGoOn: Rule<[]> = (login) => {
  if (!isSmsAccount(login.userId)) return undefined
  return mayGoOn(login) ? { kind: 'untouched' } : { kind: 'deny', reason: 'sms_only_account' }
}

// Likewise the session of somebody who signed in with a number that has left the account since.
const formerPhonesStayOut: Rule<[]> = (login) =>
  login.phoneOffAt && restsOnFormerPhone(login.methods, login.phoneOffAt)
    ? { kind: 'deny', reason: 'phone_changed' }
    : undefined

const otherClientsAreLeftAlone: Rule<[]> = (login) =>
  login.client === 'enabled' ? undefined : { kind: 'untouched' }

const withoutAPageOnlyClaims: Rule<[]> = (login) => (login.canShowPage ? undefined : { kind: 'claims_only' })

const LOGIN_RULES: readonly Rule<[]>[] = [
  companionMeansInnerLogin,
  linkingByGrantIsJudgedElsewhere,
  smsOnlyAccountsStayOutUnlessTheyMayGoOn,
  formerPhonesStayOut,
  otherClientsAreLeftAlone,
  withoutAPageOnlyClaims,
]

type WantRule = Rule<[want: Want, now: Date]>

const whatAnEarlierActionRefusedStaysRefused: WantRule = (_login, want) =>
  want.refusal ? settle(want, want.refusal) : undefined

const whoDeclinedIsNotAskedAgain: WantRule = (_login, want) => {
  if (want.choice !== 'declined') return undefined
  const { intent, because } = want
  const status = because === 'offered' ? 'skipped' : 'cancelled'
  return { kind: 'settled', outcome: { intent, status }, because }
}

const unverifiedEmailGainsNoPhone: WantRule = (login, want) =>
  login.emailVerified || want.intent === 'remove' ? undefined : settle(want, 'email_unverified')

// The inner login returns to this host's /continue; a host we were not told of never receives a code.
const theHostMustBeConfigured: WantRule = (login, want) =>
  login.hostConfigured ? undefined : { ...settle(want, 'not_available'), detail: 'host_not_configured' }

const aPhoneIsAddedOnce: WantRule = (login, { intent, because }) =>
  intent === 'add' && login.phones.length > 0
    ? { kind: 'settled', outcome: { intent, status: 'already_linked' }, because }
    : undefined

const onlyAPhoneThatIsThereCanGo: WantRule = (login, want) =>
  want.intent === 'add' || login.phones.length > 0 ? undefined : settle(want, 'no_phone')

const theLastWayInStays: WantRule = (login, want) =>
  want.intent === 'remove' && login.otherWaysIn === 0 ? settle(want, 'last_way_in') : undefined

const attemptsAreCapped: WantRule = (login, want, now) => {
  const verdict = want.intent === 'remove' ? 'allowed' : judgeAttempts(login.attempts, now)
  if (verdict === 'allowed') return undefined
  return settle(want, verdict === 'locked' ? 'too_many_attempts' : 'too_soon')
}

// A stale session may be in somebody else's hands. `max_age`, `prompt` and the like come from the client: not asked.
const aStaleProofIsNotEnough: WantRule = (login, want, now) =>
  isProvenNow(login, now) ? undefined : { kind: 'step_up', want }

const WANT_RULES: readonly WantRule[] = [
  whatAnEarlierActionRefusedStaysRefused,
  whoDeclinedIsNotAskedAgain,
  unverifiedEmailGainsNoPhone,
  theHostMustBeConfigured,
  aPhoneIsAddedOnce,
  onlyAPhoneThatIsThereCanGo,
  theLastWayInStays,
  attemptsAreCapped,
  aStaleProofIsNotEnough,
]

/** Decides what to do with a login. Pure: same facts and time, same decision. */
export function decideLogin(login: Login, now: Date, policy: Policy = NO_POLICY): Decision {
  for (const rule of LOGIN_RULES) {
    const decision = rule(login)
    if (decision) return decision
  }
  const want = findWant(login, now, policy)
  if (!want && login.ask.kind === 'unknown') return settleUnknown(login)
  if (!want) return { kind: 'claims_only' }
  for (const rule of WANT_RULES) {
    const decision = rule(login, want, now)
    if (decision) return decision
  }
  return { kind: 'change', want }
}

/** What this login is about, if anything: what was remembered, else what the app asks, else what the policy says. */
function findWant(login: Login, now: Date, policy: Policy): Want | undefined {
  if (login.want) return login.want
  // Whatever the request asks: it comes from the client, and must be no way around the policy.
  if (policy.phone === 'required' && login.phones.length === 0) return { intent: 'add', because: 'required' }
  if (login.ask.kind === 'intent') return { intent: login.ask.intent, because: 'asked' }
  if (login.ask.kind === 'unknown' || policy.phone !== 'offer' || login.phones.length > 0) return undefined
  return mayBeOffered(login, now, policy) ? { intent: 'add', because: 'offered' } : undefined
}

// Nobody is bothered with an offer that could not be taken up at once.
function mayBeOffered(login: Login, now: Date, policy: Policy): boolean {
  return (
    login.emailVerified &&
    login.hostConfigured &&
    isProvenNow(login, now) &&
    judgeAttempts(login.attempts, now) === 'allowed' &&
    isOfferDue(login.offers, policy, now)
  )
}

/**
 * Whether the person has just proven who they are: with their second factor where they have one, since MFA Actions
 * and the tenant's MFA policy run after ours, else with the primary's own proof.
 */
function isProvenNow(login: Login, now: Date): boolean {
  const proof = login.hasFactor ? latestFactorProof(login.methods) : latestPrimaryProof(login.methods)
  return proof !== undefined && isFresh(proof.at, now)
}

function settleUnknown(login: Login): Decision {
  const reason = login.emailVerified ? 'intent_unknown' : 'email_unverified'
  return { kind: 'settled', outcome: refused('unknown', reason), because: 'asked' }
}

function settle(want: Want, reason: Reason): Extract<Decision, { kind: 'settled' }> {
  return { kind: 'settled', outcome: refused(want.intent, reason), because: want.because }
}
