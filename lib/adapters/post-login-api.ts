import type { Effect } from '../core/effects.ts'
import { describeReason } from '../core/refusals.ts'
import { ATTEMPTS_KEY, AUDIT_KEY, BORN_KEY, buildAttempts } from '../protocol/app-metadata.ts'
import { HISTORY_CLAIM } from '../protocol/inner-id-token.ts'
import { buildLogLine } from '../protocol/log-line.ts'
import { TICKET_KEY, buildTicketText } from '../protocol/ticket-text.ts'
import type { PlatformCache } from './sealed-cache.ts'

/**
 * The slice of the post-login `api` that we call
 * (https://auth0.com/docs/customize/actions/explore-triggers/signup-and-login-triggers/login-trigger/post-login-api-object).
 */
export type PostLoginApi = {
  access: { deny(reason: string): unknown }
  idToken: { setCustomClaim(name: string, value: unknown): unknown }
  user: { setAppMetadata(key: string, value: unknown): unknown }
  transaction: { setMetadata(key: string, value: string | number | boolean | null): unknown }
  redirect: { sendUserTo(url: string): unknown }
  cache: PlatformCache
}

/** The claim with the outcome. */
export const OUTCOME_CLAIM = 'phone_link'

/** Does what the flows have decided, in their order. */
export function performEffects(action: string, effects: readonly Effect[], api: PostLoginApi): void {
  for (const effect of effects) performEffect(action, effect, api)
}

function performEffect(action: string, effect: Effect, api: PostLoginApi): void {
  switch (effect.kind) {
    case 'deny':
      api.access.deny(describeReason(effect.reason))
      return
    case 'tell_outcome':
      api.idToken.setCustomClaim(OUTCOME_CLAIM, effect.outcome)
      return
    case 'tell_phone':
      setPhoneClaims(effect.phone, true, api)
      return
    case 'vouch':
      api.idToken.setCustomClaim(HISTORY_CLAIM, effect.history)
      if (effect.phone !== undefined) setPhoneClaims(effect.phone, effect.phoneVerified, api)
      return
    case 'mark_born':
      api.user.setAppMetadata(BORN_KEY, true)
      return
    case 'keep_ticket':
      api.transaction.setMetadata(TICKET_KEY, buildTicketText(effect.ticket))
      return
    case 'drop_ticket':
      api.transaction.setMetadata(TICKET_KEY, null)
      return
    case 'record_attempts':
      api.user.setAppMetadata(ATTEMPTS_KEY, buildAttempts(effect.attempts))
      return
    case 'record_audit':
      api.user.setAppMetadata(AUDIT_KEY, effect.record)
      return
    case 'send_to':
      api.redirect.sendUserTo(effect.url)
      return
    case 'log':
      console.log(buildLogLine(action, effect.entry))
      return
    default:
      effect satisfies never
  }
}

function setPhoneClaims(phone: string, verified: boolean, api: PostLoginApi): void {
  api.idToken.setCustomClaim('phone_number', phone)
  api.idToken.setCustomClaim('phone_number_verified', verified)
}
