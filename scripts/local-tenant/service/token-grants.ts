import type { Client } from '../state.ts'
import type { RequestFacts, Tenant } from '../tenant.ts'
import { authenticateClient } from './authenticate-client.ts'
import type { Credentials } from './authenticate-client.ts'
import { exchangeAuthorizationCode } from './authorization-code-grant.ts'
import { grantClientCredentials } from './client-credentials-grant.ts'
import { allowsGrant } from './clients.ts'
import { withEndUsersAddress } from './end-user-address.ts'
import type { TokenAnswer } from './issue-tokens.ts'
import { writeLog } from './logs.ts'
import { OAuthError } from './oauth-error.ts'
import { notAllowed, OTP_GRANT } from './otp-client.ts'
import { grantByOtp } from './otp-grant.ts'
import { grantByRefreshToken } from './refresh-token-grant.ts'

/** The fields of a token request, each at most once. */
export type TokenFields = { [name: string]: string }
export type Grant = (
  tenant: Tenant,
  client: Client,
  fields: TokenFields,
  facts: RequestFacts,
) => Promise<TokenAnswer>

/** Log types: success, failure. Source: Auth0 docs, deploy-monitor/logs/log-event-type-codes. */
const GRANTS: { [type: string]: { run: Grant; logTypes: [string | undefined, string]; says: string } } = {
  authorization_code: {
    run: exchangeAuthorizationCode,
    logTypes: ['seacft', 'feacft'],
    says: 'Authorization code for access token',
  },
  refresh_token: {
    run: grantByRefreshToken,
    logTypes: ['sertft', 'fertft'],
    says: 'Refresh token for access token',
  },
  client_credentials: {
    run: grantClientCredentials,
    logTypes: ['seccft', 'feccft'],
    says: 'Client credentials for access token',
  },
  [OTP_GRANT]: {
    run: grantByOtp,
    // What succeeds is a login, and is logged as one.
    logTypes: [undefined, 'fepotpft'],
    says: 'Passwordless OTP for access token',
  },
}

/**
 * `/oauth/token`.
 *
 * @throws OAuthError with Auth0's status and words
 */
export async function grantToken(
  tenant: Tenant,
  credentials: Credentials,
  fields: TokenFields,
  received: RequestFacts,
): Promise<TokenAnswer> {
  const type = fields['grant_type']
  if (type === undefined || type === '') {
    throw new OAuthError(400, 'invalid_request', 'Missing required parameter: grant_type')
  }
  const grant = Object.hasOwn(GRANTS, type) ? GRANTS[type] : undefined
  if (grant === undefined) {
    throw new OAuthError(403, 'unsupported_grant_type', `Unsupported grant type: ${type}`)
  }
  let facts = received
  const log = (logType: string, description: string, client?: Client) =>
    writeLog(tenant, {
      ...{ type: logType, description, ip: facts.ip, user_agent: facts.user_agent, hostname: facts.hostname },
      ...(client === undefined ? {} : { client_id: client.client_id, client_name: client.name }),
    })
  let client: Client | undefined
  try {
    client = authenticateClient(tenant, credentials)
    if (!allowsGrant(client, type)) throw notAllowed(type)
    facts = withEndUsersAddress(client, received)
    const answer = await grant.run(tenant, client, fields, facts)
    if (grant.logTypes[0] !== undefined) log(grant.logTypes[0], grant.says, client)
    return answer
  } catch (error) {
    if (error instanceof OAuthError) log(grant.logTypes[1], error.description, client)
    throw error
  }
}
