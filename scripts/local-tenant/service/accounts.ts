import type { Connection, JsonObject, User } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import type { PasswordlessStrategy } from './connections.ts'
import { randomObjectId } from './random.ts'
import { isoNow } from './seconds.ts'

export function findUser(tenant: Tenant, userId: string): User | undefined {
  return tenant.state.users.find(({ user_id }) => user_id === userId)
}

/**
 * Whose address or number it is: the account's own, or one that has been linked to it.
 * Source: Auth0 docs, manage-users/user-accounts/user-account-linking: either identity reaches the primary account.
 */
export function findByPasswordless(
  tenant: Tenant,
  strategy: PasswordlessStrategy,
  recipient: string,
): User | undefined {
  const proof = strategy === 'sms' ? 'phone_number' : 'email'
  return tenant.state.users.find((user) =>
    user.identities.some((identity) => {
      if (identity.provider !== strategy) return false
      const isRoot = `${identity.provider}|${identity.user_id}` === user.user_id
      return (isRoot ? user[proof] : identity.profileData?.[proof]) === recipient
    }),
  )
}

/** An account born of a proven address or number. An sms user has no `email_verified` at all. */
export function createPasswordlessUser(
  tenant: Tenant,
  connection: Connection,
  strategy: PasswordlessStrategy,
  recipient: string,
): User {
  const { world } = tenant
  const id = randomObjectId(world)
  const now = isoNow(world.clock)
  const proven =
    strategy === 'sms'
      ? { phone_number: recipient, phone_verified: true, nickname: '' }
      : { email: recipient, email_verified: true, nickname: recipient.slice(0, recipient.indexOf('@')) }
  const user: User = {
    user_id: `${strategy}|${id}`,
    identities: [{ provider: strategy, user_id: id, connection: connection.name, isSocial: false }],
    ...proven,
    name: recipient,
    picture: 'https://cdn.auth0.com/avatars/default.png',
    created_at: now,
    updated_at: now,
    user_metadata: {},
    app_metadata: {},
    logins_count: 0,
  }
  tenant.state.users.push(user)
  return user
}

export function countLogin(tenant: Tenant, user: User, ip: string): void {
  user.logins_count += 1
  user.last_login = isoNow(tenant.world.clock)
  user.updated_at = user.last_login
  user.last_ip = ip
}

/**
 * Top-level keys are merged; null or an empty object removes one.
 * Source: Auth0 docs, manage-users/user-accounts/metadata/manage-user-metadata.
 */
export function mergeMetadata(metadata: JsonObject, changes: { [key: string]: unknown }): void {
  for (const [key, value] of Object.entries(changes)) {
    const isEmpty = typeof value === 'object' && value !== null && !Array.isArray(value) && isKeyless(value)
    if (value === null || value === undefined || isEmpty) delete metadata[key]
    else metadata[key] = structuredClone(value) as JsonObject[string]
  }
}

function isKeyless(value: object): boolean {
  return Object.keys(value).length === 0
}
