import type { Effect } from '../core/effects.ts'
import { isAccountRecord } from '../core/effects.ts'
import { describeReason } from '../core/refusals.ts'
import { BORN_KEY, buildRecord } from '../protocol/app-metadata.ts'
import { CONNECTION_CLAIM, HISTORY_CLAIM } from '../protocol/inner-id-token.ts'
import { PROOF_CLAIM, buildProofClaim } from '../protocol/link-token.ts'
import { buildLogLine } from '../protocol/log-line.ts'
import { TICKET_KEYS, buildTicketText } from '../protocol/ticket-text.ts'
import {
  CHANGE_KEY,
  PRIMARY_KEY,
  PROOF_KEY,
  WANT_KEY,
  buildChangeText,
  buildProofText,
  buildWantText,
} from '../protocol/transaction-texts.ts'
import type { PlatformCache } from './sealed-cache.ts'

/**
 * The slice of the post-login `api` that we call
 * (https://auth0.com/docs/customize/actions/explore-triggers/signup-and-login-triggers/login-trigger/post-login-api-object).
 */
export type PostLoginApi = {
  access: { deny(reason: string): unknown }
  authentication: {
    challengeWithAny(factors: { type: string }[]): unknown
    recordMethod(url: string): unknown
    setPrimaryUser(id: string): unknown
  }
  idToken: { setCustomClaim(name: string, value: unknown): unknown }
  prompt: { render(formId: string, options: { vars: Record<string, string> }): unknown }
  user: { setAppMetadata(key: string, value: unknown): unknown }
  transaction: { setMetadata(key: string, value: string | number | boolean | null): unknown }
  redirect: { sendUserTo(url: string): unknown }
  cache: PlatformCache
}

/** The claim with the outcome. */
export const OUTCOME_CLAIM = 'phone_link'

/** What effects need to be performed, besides `api`. */
export type Performance = {
  /** The Action's name, for the log. */
  action: string
  /** URL by which the session remembers a nested email code (`recordMethod`). */
  reauthenticationMethod?: string
}

/** Does what the flows have decided, in their order. */
export function performEffects(how: Performance, effects: readonly Effect[], api: PostLoginApi): void {
  for (const effect of effects) performEffect(how, effect, api)
}

function performEffect(how: Performance, effect: Effect, api: PostLoginApi): void {
  const remember = (key: string, text: string | null) => void api.transaction.setMetadata(key, text)
  const keep = (key: string, value: unknown) => void api.user.setAppMetadata(key, value)
  if (isAccountRecord(effect)) return keep(...buildRecord(effect))
  switch (effect.kind) {
    case 'deny':
      api.access.deny(describeReason(effect.reason))
      return
    case 'tell_outcome':
      api.idToken.setCustomClaim(OUTCOME_CLAIM, effect.outcome)
      return
    case 'tell_phone':
      return setPhoneClaims(effect.phone, true, api)
    case 'vouch_connection':
      api.idToken.setCustomClaim(CONNECTION_CLAIM, effect.strategy)
      return
    case 'vouch':
      api.idToken.setCustomClaim(HISTORY_CLAIM, effect.history)
      if (effect.phone !== undefined) setPhoneClaims(effect.phone, effect.phoneVerified, api)
      return
    case 'mark_born':
      return keep(BORN_KEY, true)
    case 'keep_ticket':
      return remember(TICKET_KEYS[effect.use], buildTicketText(effect.ticket))
    case 'drop_ticket':
      return remember(TICKET_KEYS[effect.use], null)
    case 'keep_want':
      return remember(WANT_KEY, buildWantText(effect.want))
    case 'drop_want':
      remember(WANT_KEY, null)
      return remember(PROOF_KEY, null)
    case 'keep_proof':
      return remember(PROOF_KEY, buildProofText(effect.proof))
    case 'keep_change':
      return remember(CHANGE_KEY, buildChangeText(effect.change))
    case 'drop_change':
      return remember(CHANGE_KEY, null)
    case 'record_reauthentication':
      if (how.reauthenticationMethod) api.authentication.recordMethod(how.reauthenticationMethod)
      return
    case 'set_primary':
      api.authentication.setPrimaryUser(effect.primary)
      return remember(PRIMARY_KEY, effect.primary)
    case 'tell_proof':
      api.idToken.setCustomClaim(PROOF_CLAIM, buildProofClaim(effect.at, effect.factorAt))
      return
    case 'send_to':
      api.redirect.sendUserTo(effect.url)
      return
    case 'render':
      api.prompt.render(effect.form, { vars: effect.vars })
      return
    case 'challenge_factor':
      api.authentication.challengeWithAny(effect.types.map((type) => ({ type })))
      return
    case 'log':
      console.log(buildLogLine(how.action, effect.entry))
      return
    default:
      effect satisfies never
  }
}

function setPhoneClaims(phone: string, verified: boolean, api: PostLoginApi): void {
  api.idToken.setCustomClaim('phone_number', phone)
  api.idToken.setCustomClaim('phone_number_verified', verified)
}
