import type { Client, Connection } from '../state.ts'
import type { RequestFacts, Tenant } from '../tenant.ts'
import { findConnection, isEnabledFor, passwordlessStrategy } from './connections.ts'
import type { PasswordlessStrategy } from './connections.ts'
import { OAuthError } from './oauth-error.ts'
import { normaliseEmail } from './phone-field.ts'
import { findResourceServer } from './resource-servers.ts'
import type { TokenFields } from './token-grants.ts'

export type OtpRequest = {
  connection: Connection
  strategy: PasswordlessStrategy
  /** Nothing that is no address or number has ever been sent a code. */
  recipient: string
  otp: string
  scope: string[]
  audience?: string
}

const invalid = (description: string) => new OAuthError(400, 'invalid_request', description)

/** @throws OAuthError when a field is missing, or names what there is not */
export function readOtpRequest(tenant: Tenant, client: Client, fields: TokenFields): OtpRequest {
  const [username, otp, realm] = ['username', 'otp', 'realm'].map((name) => {
    const value = fields[name]
    if (value === undefined || value === '') throw invalid(`Missing required parameter: ${name}`)
    return value
  }) as [string, string, string]
  // Nobody can say by this grant which organization they mean.
  if (client['organization_usage'] === 'require') {
    throw invalid('parameter organization is required for this client')
  }
  const connection = findConnection(tenant, realm)
  const strategy = connection === undefined ? undefined : passwordlessStrategy(connection)
  if (connection === undefined || strategy === undefined) throw invalid('the connection was not found')
  if (!isEnabledFor(connection, client)) throw invalid('the connection is not enabled for the client')
  const { audience } = fields
  if (audience !== undefined && audience !== '' && findResourceServer(tenant, audience) === undefined) {
    throw new OAuthError(403, 'access_denied', `Service not enabled within domain: ${audience}`)
  }
  return {
    ...{ connection, strategy, otp: otp.replace(/\s/g, '') },
    recipient: strategy === 'email' ? (normaliseEmail(username) ?? username) : username,
    scope: (fields['scope'] ?? '').split(' ').filter((word) => word !== ''),
    ...(audience === undefined || audience === '' ? {} : { audience }),
  }
}

/** Source: Auth0 docs, api/authentication/passwordless/authenticate-user. */
const DESCRIBED = new Set(
  ['grant_type', 'client_id', 'client_secret', 'username', 'otp', 'realm', 'scope', 'audience'].concat([
    ...['redirect_uri', 'resource'],
  ]),
)

/** The request as Actions are told of it; secrets are left out of every event. */
export function requestForActions(tenant: Tenant, facts: RequestFacts): RequestFacts {
  if (tenant.unknowns.otpGrantBody === 'whole') return facts
  const described = Object.entries(facts.body).filter(([name]) => DESCRIBED.has(name))
  return { ...facts, body: Object.fromEntries(described) }
}
