import { buildPostLoginEvent } from '../events/post-login-event.ts'
import type { Client, Connection, RefreshToken, User } from '../state.ts'
import type { PostLoginResult, RequestFacts, Tenant } from '../tenant.ts'
import { findUser } from './accounts.ts'
import { findConnection } from './connections.ts'
import { issueTokens } from './issue-tokens.ts'
import { OAuthError } from './oauth-error.ts'
import { outsideOf } from './organizations.ts'
import { pagelessRefusal } from './pageless-refusal.ts'
import { changePrimary, keepMetadata, seenByActions } from './primary-user.ts'
import { isRotating, refreshSettings, revokeFamily, rotate } from './refresh-tokens.ts'
import { secondsSince } from './seconds.ts'
import { applyToScopes } from './token-effects.ts'
import type { Grant } from './token-grants.ts'

const unknownToken = () => new OAuthError(403, 'invalid_grant', 'Unknown or invalid refresh token.')

/** Post-login Actions run here too: a person refused there gets no new tokens. */
export const grantByRefreshToken: Grant = async (tenant, client, fields, facts) => {
  const given = fields['refresh_token']
  if (given === undefined || given === '') {
    throw new OAuthError(400, 'invalid_request', 'Missing required parameter: refresh_token')
  }
  const token = tenant.state.refreshTokens.find((each) => each.token === given)
  if (token === undefined || token.client_id !== client.client_id || token.hostname !== facts.hostname) {
    throw unknownToken()
  }
  if (token.spent) {
    // Reuse: one of the two holders stole it. Source: Auth0 docs, secure/tokens/refresh-tokens/refresh-token-rotation.
    if (isRotating(client)) revokeFamily(tenant, token.family)
    throw unknownToken()
  }
  if (isExpired(tenant, client, token)) throw unknownToken()
  const scope = narrow(token.scope, fields['scope'])
  const user = findUser(tenant, token.user_id)
  if (user === undefined) {
    const words = "The refresh_token was generated for a user who doesn't exist anymore."
    throw new OAuthError(403, 'invalid_grant', words)
  }
  if (user.blocked === true) throw new OAuthError(403, 'invalid_grant', 'user is blocked')
  const outside = outsideOf(tenant, token.organization, user)
  if (outside !== undefined) throw new OAuthError(403, 'invalid_grant', outside)
  const connection = connectionOf(tenant, user)
  if (connection === undefined) throw unknownToken()
  const session = tenant.state.sessions.find(({ id }) => id === token.session_id)
  const next = isRotating(client) ? rotate(tenant, token) : undefined

  const result = await runActions(tenant, { client, user, connection, token }, scope, facts)
  const refusal = pagelessRefusal(tenant, result)
  if (refusal !== undefined) throw refusal
  const { organization } = token
  const reason = changePrimary(tenant, { user, connection, session, organization }, result)
  if (reason !== undefined) throw new OAuthError(403, 'access_denied', reason)
  const after = findUser(tenant, result.user.primaryUserId ?? token.user_id)
  if (after === undefined || after.blocked === true) throw unknownToken()
  const tokens = await issueTokens(tenant, {
    ...{ client, user: after, hostname: token.hostname, sessionId: token.session_id },
    ...{ scope: applyToScopes(scope, result.tokens), audience: token.audience, effects: result.tokens },
    organization: token.organization,
  })
  if (next === undefined) return tokens
  if (result.user.primaryUserId !== undefined) {
    // What the account was has ended with its tokens; this one goes on as that of the other.
    Object.assign(next, { user_id: after.user_id, spent: false })
  }
  return { ...tokens, refresh_token: next.token }
}

type Renewal = { client: Client; user: User; connection: Connection; token: RefreshToken }

async function runActions(
  tenant: Tenant,
  { client, user, connection, token }: Renewal,
  scopes: string[],
  request: RequestFacts,
): Promise<PostLoginResult> {
  const session = tenant.state.sessions.find(({ id }) => id === token.session_id)
  const transaction = tenant.state.transactions.find(({ session_id }) => session_id === token.session_id)
  // A copy, as in a login: the Actions of one run see the person as at its start.
  const asFound = structuredClone(user)
  const result = await tenant.actions.postLogin({
    metadata: {},
    canRedirect: false,
    buildEvent: (metadata, _goesOn, primaryUserId) =>
      buildPostLoginEvent(tenant, {
        ...{ transaction, client, connection, session, request, scopes, metadata },
        user: seenByActions(tenant, asFound, primaryUserId),
        ...{ grant: 'refresh_token', refreshToken: token },
      }),
  })
  if (result.kind !== 'failed') keepMetadata(tenant, user.user_id, result)
  return result
}

function connectionOf(tenant: Tenant, user: User): Connection | undefined {
  const root = user.identities.find(({ provider, user_id }) => `${provider}|${user_id}` === user.user_id)
  const identity = root ?? user.identities[0]
  return identity === undefined ? undefined : findConnection(tenant, identity.connection)
}

/** A refresh may ask for less than was granted, never for more. */
function narrow(granted: string[], asked: string | undefined): string[] {
  if (asked === undefined || asked === '') return granted
  const wanted = asked.split(' ')
  return granted.filter((scope) => wanted.includes(scope))
}

function isExpired(tenant: Tenant, client: Client, token: RefreshToken): boolean {
  const { expiration_type, token_lifetime } = refreshSettings(client)
  if (expiration_type !== 'expiring' || typeof token_lifetime !== 'number') return false
  return secondsSince(tenant.world.clock, token.created_at) >= token_lifetime
}
