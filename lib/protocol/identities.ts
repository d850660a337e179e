import type { IdentityRef } from '../core/user-id.ts'
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
