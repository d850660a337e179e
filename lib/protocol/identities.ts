import { parsePhoneNumber } from '../core/phone-number.ts'
import type { PhoneNumber } from '../core/phone-number.ts'
import type { PhoneAccount } from '../core/sms-only-account.ts'
import { isSmsAccount } from '../core/user-id.ts'
import type { IdentityRef } from '../core/user-id.ts'
import { AUDIT_KEY, BORN_KEY } from './app-metadata.ts'
import { isRecord } from './unknown-json.ts'

/** Path of a user, below `/api/v2`. The id is escaped: it holds a pipe and may hold anything. */
export function buildUserPath(userId: string): string {
  return `/users/${encodeURIComponent(userId)}`
}

/** Path of a user's identities. */
export function buildIdentitiesPath(userId: string): string {
  return `${buildUserPath(userId)}/identities`
}

/** Path of one identity of a user. */
export function buildIdentityPath(userId: string, { provider, id }: IdentityRef): string {
  return `${buildIdentitiesPath(userId)}/${encodeURIComponent(provider)}/${encodeURIComponent(id)}`
}

/** Path that reads nothing of a user but the identities. */
export function buildReadIdentitiesPath(userId: string): string {
  return `${buildUserPath(userId)}?fields=identities&include_fields=true`
}

/** Path that reads what decides whether a phone may be added to a user. */
export function buildReadAccountPath(userId: string): string {
  const fields = 'user_id,email_verified,blocked,identities,multifactor,app_metadata'
  return `${buildUserPath(userId)}?fields=${fields}&include_fields=true`
}

/** Body of `POST /api/v2/users/{id}/identities` (https://auth0.com/docs/manage-users/user-accounts/user-account-linking). */
export function buildLinkBody(secondary: IdentityRef): { provider: string; user_id: string } {
  return { provider: secondary.provider, user_id: secondary.id }
}

/** Ids of the phones in a list of identities, in the order of linking. */
export function listPhoneIds(identities: unknown): string[] {
  if (!Array.isArray(identities)) return []
  return identities.flatMap((entry: unknown) =>
    isRecord(entry) && entry.provider === 'sms' && typeof entry.user_id === 'string' ? [entry.user_id] : [],
  )
}

/** The identities within a user as the Management API gives it. */
export function parseUserIdentities(user: unknown): unknown {
  return isRecord(user) ? user.identities : undefined
}

/** Path that searches the accounts that our Actions have linked a number to, by the number's fingerprint. */
export function buildSearchPath(fingerprint: string): string {
  return searchPath(`app_metadata.${AUDIT_KEY}.number.fingerprint:"${fingerprint}"`, 'user_id,identities')
}

/** Path that searches the phone accounts of their own with this number, which then stands in the URL. */
export function buildPhoneAccountsPath(phone: PhoneNumber): string {
  const query = `identities.provider:"sms" AND phone_number:"${phone}"`
  return searchPath(query, 'user_id,phone_number,app_metadata')
}

function searchPath(q: string, fields: string): string {
  const query = { q, search_engine: 'v3', fields, include_fields: 'true', per_page: '5' }
  return `/users?${new URLSearchParams(query).toString()}`
}

/** Whether one of the accounts that a search has found has this phone. A phone account of its own is none. */
export function hasLinkedPhone(users: readonly unknown[], phone: PhoneNumber): boolean {
  return users.some((user: unknown) => {
    if (!isRecord(user) || typeof user.user_id !== 'string' || isSmsAccount(user.user_id)) return false
    return listPhoneNumbers(user.identities).includes(phone)
  })
}

/** The phone accounts of their own among those that a search has found. */
export function listPhoneAccounts(users: readonly unknown[]): PhoneAccount[] {
  return users.flatMap((user: unknown) => {
    if (!isRecord(user) || typeof user.user_id !== 'string' || !isSmsAccount(user.user_id)) return []
    // Not asked whether it is verified: an admin may have made the account, and its first code is what verifies it.
    const number = parsePhoneNumber(user.phone_number)
    const bornInInnerLogin = isRecord(user.app_metadata) && user.app_metadata[BORN_KEY] === true
    return number ? [{ number, bornInInnerLogin }] : []
  })
}

/** Numbers of the phones in a list of identities, as far as the platform says that they are verified. */
export function listPhoneNumbers(identities: unknown): PhoneNumber[] {
  if (!Array.isArray(identities)) return []
  return identities.flatMap((entry: unknown) => {
    const number =
      isRecord(entry) && entry.provider === 'sms' ? parseProfileNumber(entry.profileData) : undefined
    return number ? [number] : []
  })
}

/** The number in the profile of an `sms` identity, if the platform says that it is verified. */
export function parseProfileNumber(profile: unknown): PhoneNumber | undefined {
  return isRecord(profile) && isVerified(profile.phone_verified)
    ? parsePhoneNumber(profile.phone_number)
    : undefined
}

// A boolean in life; Auth0's description of the event says that profile data are texts.
function isVerified(value: unknown): boolean {
  return value === true || value === 'true'
}
