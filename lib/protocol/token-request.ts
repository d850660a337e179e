/** A form post to `/oauth/token`. Client authentication is `client_secret_post`, Auth0's default for web apps. */
export type TokenRequest = Record<string, string>

export type Companion = { clientId: string; clientSecret: string }

/** RFC 6749 §4.1.3 with RFC 7636 §4.5. */
export function buildCodeExchange(
  companion: Companion,
  code: string,
  verifier: string,
  redirectUri: string,
): TokenRequest {
  return {
    grant_type: 'authorization_code',
    client_id: companion.clientId,
    client_secret: companion.clientSecret,
    code,
    code_verifier: verifier,
    redirect_uri: redirectUri,
  }
}

/** RFC 6749 §4.4.2 with Auth0's `audience`. */
export function buildManagementTokenRequest(companion: Companion, audience: string): TokenRequest {
  return {
    grant_type: 'client_credentials',
    client_id: companion.clientId,
    client_secret: companion.clientSecret,
    audience,
  }
}
