import { buildPostLoginEvent } from '../events/post-login-event.ts'
import type { Client, LoginFacts, Session, User } from '../state.ts'
import type { PostLoginResult, RequestFacts, Tenant } from '../tenant.ts'
import { countLogin, findByPasswordless, findUser } from './accounts.ts'
import { apiLogin } from './api-login.ts'
import { issueTokens } from './issue-tokens.ts'
import { aboutLogin, writeLog } from './logs.ts'
import { OAuthError } from './oauth-error.ts'
import { requireOtpGrant } from './otp-client.ts'
import { readOtpRequest, requestForActions, type OtpRequest } from './otp-request.ts'
import { pagelessRefusal } from './pageless-refusal.ts'
import { changePrimary, keepMetadata, seenByActions } from './primary-user.ts'
import { proveByCode } from './prove-by-code.ts'
import { issueRefreshToken } from './refresh-tokens.ts'
import { findResourceServer, grantScopes, requestedAudience } from './resource-servers.ts'
import { epochSeconds, isoNow } from './seconds.ts'
import { signIn, touch } from './sessions.ts'
import { signUp } from './sign-up.ts'
import { applyToScopes } from './token-effects.ts'
import type { Grant } from './token-grants.ts'

const denied = (description: string) => new OAuthError(403, 'access_denied', description)
const blocked = () => new OAuthError(403, 'unauthorized', 'user is blocked')

/**
 * A code that was sent by `/passwordless/start` for tokens, without a page: sign-up, Actions and session are as in a
 * login by the pages. Source: Auth0 docs, api/authentication/passwordless/authenticate-user.
 */
export const grantByOtp: Grant = async (tenant, client, fields, received) => {
  requireOtpGrant(client)
  const asked = readOtpRequest(tenant, client, fields)
  proveByCode(tenant, client, asked)
  const facts = requestForActions(tenant, received)
  const { connection, strategy, recipient, scope, audience } = asked
  const login = apiLogin(tenant, client, facts, { scope, ...(audience === undefined ? {} : { audience }) })
  const user =
    findByPasswordless(tenant, strategy, recipient) ??
    (await signUp(tenant, { transaction: login, client, connection, recipient, facts }))
  if ('refused' in user) throw denied(user.refused)
  if (user.blocked === true) throw blocked()
  const method = { name: strategy, timestamp: isoNow(tenant.world.clock) }
  const session = signIn(tenant, user, method, facts, undefined)
  countLogin(tenant, user, facts.ip)
  // A copy, as in a login by the pages: the Actions of one run see the person as at its start.
  const found = structuredClone(user)
  const run = { login: { ...login, methods: [method] }, client, asked, session, facts, found }
  const result = await runActions(tenant, run)
  const owner = ownerOf(tenant, run, result)
  return answer(tenant, run, owner, result)
}

type OtpLogin = {
  login: LoginFacts
  client: Client
  asked: OtpRequest
  session: Session
  facts: RequestFacts
  found: User
}

function runActions(tenant: Tenant, run: OtpLogin): Promise<PostLoginResult> {
  const { login, client, asked, session, facts, found } = run
  return tenant.actions.postLogin({
    metadata: {},
    canRedirect: false,
    buildEvent: (metadata, _goesOn, primaryUserId) =>
      buildPostLoginEvent(tenant, {
        ...{ transaction: login, client, connection: asked.connection, session, metadata },
        ...{ user: seenByActions(tenant, found, primaryUserId), request: facts, scopes: asked.scope },
        grant: 'otp',
      }),
  })
}

/** Whom the tokens are for. @throws OAuthError when the Actions, or what has happened meanwhile, allow nobody any */
function ownerOf(tenant: Tenant, { asked, session, found }: OtpLogin, result: PostLoginResult): User {
  if (result.kind !== 'failed') keepMetadata(tenant, found.user_id, result)
  const refusal = pagelessRefusal(tenant, result)
  if (refusal !== undefined) throw refusal
  const reason = changePrimary(tenant, { user: found, connection: asked.connection, session }, result)
  if (reason !== undefined) throw denied(reason)
  const owner = findUser(tenant, result.user.primaryUserId ?? found.user_id)
  if (owner === undefined) throw denied('The user does not exist anymore.')
  if (owner.blocked === true) throw blocked()
  return owner
}

async function answer(tenant: Tenant, run: OtpLogin, user: User, { tokens: effects }: PostLoginResult) {
  const { login, client, asked, session } = run
  const { hostname } = login
  const audience = requestedAudience(tenant, login.request)
  const api = audience === undefined ? undefined : findResourceServer(tenant, audience)
  const scope = applyToScopes(grantScopes(client, api, asked.scope), effects)
  touch(tenant, session, client.client_id)
  const now = epochSeconds(tenant.world.clock)
  const isTold = tenant.unknowns.otpGrantAuthTime === 'present'
  const tokens = await issueTokens(tenant, {
    ...{ client, user, hostname, sessionId: session.id, scope, audience, effects },
    authTime: isTold ? now : undefined,
  })
  writeLog(tenant, {
    ...{ ...aboutLogin(tenant, login), type: 's', description: 'Successful login' },
    ...{ user_id: user.user_id, connection: asked.connection.name },
  })
  if (!scope.includes('offline_access')) return tokens
  const refresh = issueRefreshToken(tenant, {
    ...{ client_id: client.client_id, user_id: user.user_id, session_id: session.id },
    ...{ scope, hostname, auth_time: now },
    ...(audience === undefined ? {} : { audience }),
  })
  return { ...tokens, refresh_token: refresh.token }
}
