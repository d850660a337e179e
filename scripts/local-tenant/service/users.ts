import type { Identity, Json, JsonObject, User } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { findUser } from './accounts.ts'
import { isoNow } from './seconds.ts'

/** What a linked identity keeps of the account it was. */
const PROFILE = [
  'email',
  'email_verified',
  'phone_number',
  'phone_verified',
  'username',
  'name',
  'nickname',
  'given_name',
  'family_name',
  'picture',
] as const

/** An sms account's `profileData` has only these. Source: Auth0 docs, manage-users/user-accounts/user-account-linking. */
const PHONE_PROFILE: readonly string[] = ['phone_number', 'phone_verified', 'name']

export type LinkFailure = 'no_primary' | 'same_account' | 'already_linked' | 'no_secondary'
export type UnlinkFailure = 'no_user' | 'main_identity' | 'no_identity'

export const idOf = (identity: Pick<Identity, 'provider' | 'user_id'>): string =>
  `${identity.provider}|${identity.user_id}`

/** The account that has this identity as a linked one. */
const ownerOfLinked = (tenant: Tenant, identityId: string): User | undefined =>
  tenant.state.users.find(
    (user) =>
      user.user_id !== identityId && user.identities.some((identity) => idOf(identity) === identityId),
  )

/**
 * Makes one account part of another. The secondary disappears with its metadata, its sessions and its tokens.
 * Source: Auth0 docs, manage-users/user-accounts/user-account-linking.
 * @returns the identities of the primary, or why nothing was done
 */
export function linkAccounts(
  tenant: Tenant,
  primaryId: string,
  secondaryId: string,
): Identity[] | LinkFailure {
  const primary = findUser(tenant, primaryId)
  if (primary === undefined) return 'no_primary'
  if (primaryId === secondaryId) return 'same_account'
  if (ownerOfLinked(tenant, secondaryId) !== undefined) return 'already_linked'
  const secondary = findUser(tenant, secondaryId)
  if (secondary === undefined) return 'no_secondary'
  primary.identities.push(
    ...secondary.identities.map((identity) =>
      idOf(identity) === secondaryId ? { profileData: profileOf(secondary), ...identity } : identity,
    ),
  )
  removeAccount(tenant, secondaryId)
  touch(tenant, primary)
  return primary.identities
}

/** Takes an identity away; it becomes an account of its own again, with its profile but without metadata. */
export function unlinkAccount(
  tenant: Tenant,
  userId: string,
  identityId: string,
): Identity[] | UnlinkFailure {
  const user = findUser(tenant, userId)
  if (user === undefined) return 'no_user'
  const identity = user.identities.find((candidate) => idOf(candidate) === identityId)
  if (identity === undefined) return 'no_identity'
  if (identityId === userId) return 'main_identity'
  user.identities = user.identities.filter((candidate) => candidate !== identity)
  touch(tenant, user)
  const { profileData = {}, ...bare } = identity
  createAccount(tenant, bare, profileData)
  return user.identities
}

export function createAccount(tenant: Tenant, identity: Identity, profile: JsonObject): User {
  const now = isoNow(tenant.world.clock)
  const { email, phone_number, username } = profile
  const name = email ?? phone_number ?? username ?? ''
  // Whoever has a number only has an empty one.
  const nickname = email ?? username ?? ''
  const user = {
    nickname: (typeof nickname === 'string' ? nickname : '').replace(/@.*$/, ''),
    name,
    picture: 'https://cdn.auth0.com/avatars/default.png',
    ...profile,
    user_id: idOf(identity),
    identities: [identity],
    created_at: now,
    updated_at: now,
    user_metadata: {},
    app_metadata: {},
    logins_count: 0,
  } as User
  tenant.state.users.push(user)
  return user
}

/** Removes an account with every identity it has, and with it its sessions, codes and tokens. */
export function removeAccount(tenant: Tenant, userId: string): boolean {
  const { state } = tenant
  const before = state.users.length
  state.users = state.users.filter(({ user_id }) => user_id !== userId)
  state.sessions = state.sessions.filter(({ user_id }) => user_id !== userId)
  for (const token of state.refreshTokens) if (token.user_id === userId) token.spent = true
  for (const code of state.authorizationCodes) if (code.user_id === userId) code.used = true
  return state.users.length < before
}

/**
 * Merges at the top level; null removes a key, and an empty object removes everything.
 * Source: Auth0 docs, manage-users/user-accounts/metadata/manage-metadata-api.
 */
export function patchMetadata(present: JsonObject, changes: JsonObject | null): JsonObject {
  if (changes === null || Object.keys(changes).length === 0) return {}
  const merged: [string, Json][] = Object.entries({ ...present, ...changes })
  return Object.fromEntries(merged.filter(([, value]) => value !== null))
}

export function touch(tenant: Tenant, user: User): void {
  user.updated_at = isoNow(tenant.world.clock)
}

function profileOf(user: User): JsonObject {
  const wanted = user.user_id.startsWith('sms|')
    ? PROFILE.filter((key) => PHONE_PROFILE.includes(key))
    : PROFILE
  const entries = wanted.map((key): [string, Json | undefined] => [key, user[key]])
  return Object.fromEntries(entries.filter((entry): entry is [string, Json] => entry[1] !== undefined))
}
