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

/** Whether a list of identities, as the Management API or an event gives it, names this one. */
export function listsIdentity(identities: unknown, identity: IdentityRef): boolean {
  return (
    Array.isArray(identities) &&
    identities.some(
      (entry: unknown) =>
        isRecord(entry) && entry.provider === identity.provider && String(entry.user_id) === identity.id,
    )
  )
}

/** Whether a list of identities names a phone. */
export function listsPhone(identities: unknown): boolean {
  return (
    Array.isArray(identities) &&
    identities.some((entry: unknown) => isRecord(entry) && entry.provider === 'sms')
  )
}

/** Whether a list of identities names another phone before this one. Auth0 lists them in the order of linking. */
export function listsEarlierPhone(identities: unknown, identity: IdentityRef): boolean {
  if (!Array.isArray(identities)) return false
  const phones = identities.filter(
    (entry: unknown) => isRecord(entry) && entry.provider === identity.provider,
  )
  return phones.length > 1 && !listsIdentity(phones.slice(0, 1), identity)
}

/** The identities within a user as the Management API gives it. */
export function parseUserIdentities(user: unknown): unknown {
  return isRecord(user) ? user.identities : undefined
}
