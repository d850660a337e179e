import { parseUserId } from '../core/user-id.ts'
import type { PrimaryAccount } from '../ports.ts'
import { TOKENS_KEY, parseUsedTokens } from '../protocol/app-metadata.ts'
import { parseLinkTo } from '../protocol/otp-grant.ts'
import { isRecord } from '../protocol/unknown-json.ts'
import type { HostSettings } from '../settings.ts'
import type { PostLoginEvent } from './post-login-event.ts'
import { readAuditRecord, readGrant, readLogin, readReachedAccount, readTicket } from './post-login-event.ts'

/** What phone-challenge begins with. */
export function readRequest(event: PostLoginEvent, settings: HostSettings) {
  return {
    login: readLogin(event, settings),
    reached: readReachedAccount(event),
    audit: readAuditRecord(event),
    linkTo: readLinkTo(event),
  }
}

/** What it goes on with. */
export function readResumed(event: PostLoginEvent, settings: HostSettings) {
  return {
    login: readLogin(event, settings),
    ticket: readTicket(event, 'phone'),
    audit: readAuditRecord(event),
  }
}

/** The ID token that an app has sent for the phone of this login to be linked to, if it may do so. */
function readLinkTo(event: PostLoginEvent): string | undefined {
  return readGrant(event) === 'links' ? parseLinkTo(event.request.body) : undefined
}

/**
 * A user of the Management API as the account that a phone is added to in this login.
 * @returns undefined if it is no user, or one that is blocked
 */
export function readPrimary(
  event: PostLoginEvent,
  user: unknown,
  settings: HostSettings,
): PrimaryAccount | undefined {
  if (!isUser(user) || user.blocked === true) return undefined
  const asPrimary = { ...event, user }
  return {
    login: readLogin(asPrimary, settings),
    audit: readAuditRecord(asPrimary),
    usedTokens: parseUsedTokens(user.app_metadata?.[TOKENS_KEY]),
  }
}

function isUser(user: unknown): user is PostLoginEvent['user'] & { blocked?: unknown } {
  return (
    isRecord(user) &&
    parseUserId(user.user_id) !== undefined &&
    Array.isArray(user.identities) &&
    user.identities.every(isRecord)
  )
}
