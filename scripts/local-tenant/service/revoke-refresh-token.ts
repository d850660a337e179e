import type { Client } from '../state.ts'
import type { RequestFacts, Tenant } from '../tenant.ts'
import { authenticateClient } from './authenticate-client.ts'
import type { Credentials } from './authenticate-client.ts'
import { writeLog } from './logs.ts'
import { OAuthError } from './oauth-error.ts'
import { revokeFamily } from './refresh-tokens.ts'
import type { TokenFields } from './token-grants.ts'

/**
 * `/oauth/revoke`: takes back a refresh token and whatever has come of the same login. A token that is unknown, or
 * another app's, is passed over in silence (RFC 7009, section 2.2): the answer tells nobody which tokens there are.
 * Source: Auth0 docs, secure/tokens/refresh-tokens/revoke-refresh-tokens.
 *
 * @throws OAuthError 401 `invalid_client`, or 400 `invalid_request` without a token
 */
export function revokeRefreshToken(
  tenant: Tenant,
  credentials: Credentials,
  fields: TokenFields,
  facts: RequestFacts,
): void {
  const client = authenticate(tenant, credentials)
  const given = fields['token']
  if (given === undefined || given === '') {
    throw new OAuthError(400, 'invalid_request', 'Missing required parameter: token')
  }
  const found = tenant.state.refreshTokens.find(
    ({ token, client_id }) => token === given && client_id === client.client_id,
  )
  if (found === undefined) return
  revokeFamily(tenant, found.family)
  writeLog(tenant, {
    ...{ type: 'srrt', description: 'Refresh token revoked', user_id: found.user_id },
    ...{ client_id: client.client_id, client_name: client.name },
    ...{ ip: facts.ip, user_agent: facts.user_agent, hostname: facts.hostname },
  })
}

/** This endpoint has another code than `/oauth/token` for a client that does not prove itself. */
function authenticate(tenant: Tenant, credentials: Credentials): Client {
  try {
    return authenticateClient(tenant, credentials)
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error
    throw new OAuthError(401, 'invalid_client', error.description)
  }
}
