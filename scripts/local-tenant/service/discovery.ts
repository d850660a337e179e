import { OTP_GRANT } from './otp-client.ts'

/** What the tenant says of itself at one of its hosts. Source: OpenID Connect Discovery 1.0, section 3. */
export function describeIssuer(hostname: string): object {
  const origin = `https://${hostname}`
  return {
    issuer: `${origin}/`,
    authorization_endpoint: `${origin}/authorize`,
    token_endpoint: `${origin}/oauth/token`,
    revocation_endpoint: `${origin}/oauth/revoke`,
    userinfo_endpoint: `${origin}/userinfo`,
    jwks_uri: `${origin}/.well-known/jwks.json`,
    end_session_endpoint: `${origin}/oidc/logout`,
    scopes_supported: [
      ...['openid', 'profile', 'offline_access', 'name', 'given_name', 'family_name', 'nickname', 'email'],
      ...['email_verified', 'picture', 'created_at', 'identities', 'phone', 'address'],
    ],
    response_types_supported: ['code'],
    response_modes_supported: ['query', 'form_post', 'web_message'],
    grant_types_supported: [...['authorization_code', 'refresh_token', 'client_credentials'], OTP_GRANT],
    code_challenge_methods_supported: ['S256'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
    claims_supported: [
      ...['aud', 'auth_time', 'created_at', 'email', 'email_verified', 'exp', 'family_name', 'given_name'],
      ...['iat', 'identities', 'iss', 'name', 'nickname', 'phone_number', 'picture', 'sub'],
    ],
    request_uri_parameter_supported: false,
    request_parameter_supported: false,
  }
}
