import type { AuthorizationCode, Client, LoginTransaction, Session, User } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import type { LoginAnswer } from './login-answer.ts'
import { aboutLogin, writeLog } from './logs.ts'
import { randomToken } from './random.ts'
import { findResourceServer, grantScopes, requestedAudience } from './resource-servers.ts'
import { epochSeconds, isoAfter, isoNow } from './seconds.ts'
import { touch } from './sessions.ts'
import { applyToScopes } from './token-effects.ts'

/** Seconds that an authorization code lives. */
const CODE_LIFETIME = 30

/** Ends a login well: an authorization code for the application, bound to everything its request said. */
export function answerWithCode(
  tenant: Tenant,
  transaction: LoginTransaction,
  client: Client,
  user: User,
  session: Session | undefined,
): LoginAnswer {
  const { world, state } = tenant
  const { request, hostname } = transaction
  const own = state.sessions.find(({ id }) => id === transaction.session_id)
  if (own !== undefined) touch(tenant, own, client.client_id)
  const audience = requestedAudience(tenant, request)
  const api = audience === undefined ? undefined : findResourceServer(tenant, audience)
  const code: AuthorizationCode = {
    code: randomToken(world, 36),
    client_id: client.client_id,
    redirect_uri: request.redirect_uri,
    user_id: user.user_id,
    session_id: transaction.session_id ?? '',
    scope: applyToScopes(grantScopes(client, api, request.scope), transaction.effects),
    ...(audience === undefined ? {} : { audience }),
    ...(request.organization === undefined ? {} : { organization: request.organization }),
    ...(request.nonce === undefined ? {} : { nonce: request.nonce }),
    ...(request.code_challenge === undefined ? {} : { code_challenge: request.code_challenge }),
    hostname,
    auth_time:
      own === undefined ? epochSeconds(world.clock) : Math.floor(Date.parse(own.authenticated_at) / 1000),
    issued_at: isoNow(world.clock),
    expires_at: isoAfter(world.clock, CODE_LIFETIME),
    used: false,
    effects: transaction.effects,
    // OpenID Connect Core, section 2: required when max_age was asked.
    include_auth_time: request.max_age !== undefined || request.prompt.includes('login'),
  }
  state.authorizationCodes.push(code)
  writeLog(tenant, {
    ...{ type: request.prompt.includes('none') ? 'ssa' : 's', description: 'Successful login' },
    ...{ ...aboutLogin(tenant, transaction), user_id: user.user_id },
    ...(transaction.connection === undefined ? {} : { connection: transaction.connection }),
  })
  const parameters = {
    code: code.code,
    ...(request.state === undefined ? {} : { state: request.state }),
  }
  return {
    ...{ kind: 'to_client', target: request, parameters },
    ...(session === undefined ? {} : { session }),
  }
}
