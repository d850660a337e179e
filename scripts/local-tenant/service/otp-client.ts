import type { Client } from '../state.ts'
import { allowsGrant } from './clients.ts'
import { OAuthError } from './oauth-error.ts'

export const OTP_GRANT = 'http://auth0.com/oauth/grant-type/passwordless/otp'

/**
 * The grant is for native and for regular web applications that have it among theirs: «You cannot use this endpoint
 * from Single Page Applications.» Source: Auth0 docs, authenticate/passwordless/…/relevant-api-endpoints.
 *
 * @throws OAuthError
 */
export function requireOtpGrant(client: Client): void {
  if (client['app_type'] === 'spa' || !allowsGrant(client, OTP_GRANT)) throw notAllowed(OTP_GRANT)
}

/** An application asks for tokens in a way that it does not have. */
export function notAllowed(grantType: string): OAuthError {
  const words = `Grant type '${grantType}' not allowed for the client.`
  const error_uri = 'https://auth0.com/docs/clients/client-grant-types'
  return new OAuthError(403, 'unauthorized_client', words, { error_uri })
}
