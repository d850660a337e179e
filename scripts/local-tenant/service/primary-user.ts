import type { Connection, Session, User } from '../state.ts'
import type { PostLoginResult, Tenant } from '../tenant.ts'
import { findUser, mergeMetadata } from './accounts.ts'
import { idOf } from './users.ts'

/** Who has logged in, as the Actions found them, and by what. */
export type FoundLogin = {
  user: User
  connection: Connection
  session: Session | undefined
  organization?: string | undefined
}

/**
 * Changes the account that a login goes on as, where its Actions ask for that. «The identity used to authenticate the
 * login must be among the secondary identities of the user referenced by primary_user_id. The login will fail and
 * tokens will not be issued otherwise.» Source: Auth0 docs, …/login-trigger/post-login-api-object.
 *
 * @returns why the login must fail; nothing when it goes on
 */
export function changePrimary(
  tenant: Tenant,
  login: FoundLogin,
  result: PostLoginResult,
): string | undefined {
  const { primaryUserId } = result.user
  if (primaryUserId === undefined) return undefined
  if (login.organization !== undefined) {
    return 'The primary user cannot be changed in a login with an organization.'
  }
  if (!hasAsSecondary(findUser(tenant, primaryUserId), login)) {
    return 'The primary user has no secondary identity that is the one that logged in.'
  }
  if (login.session !== undefined) handOver(tenant, login.session, primaryUserId)
  return undefined
}

function hasAsSecondary(primary: User | undefined, { user, connection }: FoundLogin): boolean {
  const used = user.identities.find((identity) => identity.connection === connection.name)
  if (primary === undefined || used === undefined || idOf(used) === primary.user_id) return false
  return primary.identities.some((identity) => idOf(identity) === idOf(used))
}

/** The session goes on as the account it belongs to now, though it ended with the account that it began as. */
function handOver(tenant: Tenant, session: Session, primaryUserId: string): void {
  const { state } = tenant
  const hasEnded = !state.sessions.some(({ id }) => id === session.id)
  // One that somebody has ended themselves meanwhile does not come back.
  if (hasEnded && findUser(tenant, session.user_id) === undefined) state.sessions.push(session)
  session.user_id = primaryUserId
}

/** Whom an Action is told of when an earlier one of the same run has set another primary user. */
export function seenByActions(tenant: Tenant, asFound: User, primaryUserId: string | undefined): User {
  if (primaryUserId === undefined || tenant.unknowns.userAfterSetPrimary === 'as_before') return asFound
  return findUser(tenant, primaryUserId) ?? asFound
}

/** Metadata that Actions have set; that of an account which is gone by now is lost. */
export function keepMetadata(tenant: Tenant, userId: string, { user: effects }: PostLoginResult): void {
  const user = findUser(tenant, userId)
  if (user === undefined) return
  mergeMetadata(user.app_metadata, effects.appMetadata)
  mergeMetadata(user.user_metadata, effects.userMetadata)
}
