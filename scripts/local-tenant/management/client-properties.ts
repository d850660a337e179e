import {
  anything,
  array,
  boolean,
  integer,
  isObject,
  listOf,
  metadata,
  nullable,
  object,
  oneOf,
  type Rule,
  text,
} from './body.ts'

/** Source: Auth0 docs, get-started/applications/application-grant-types. */
const GRANT_TYPES = [
  ...['authorization_code', 'implicit', 'refresh_token', 'client_credentials', 'password'],
  ...['password-realm', 'mfa-oob', 'mfa-otp', 'mfa-recovery-code', 'passwordless/otp'].map(
    (name) => `http://auth0.com/oauth/grant-type/${name}`,
  ),
  'urn:openid:params:grant-type:ciba',
  'urn:okta:params:oauth:grant-type:webauthn',
  'urn:ietf:params:oauth:grant-type:device_code',
  'urn:ietf:params:oauth:grant-type:token-exchange',
  'urn:auth0:params:oauth:grant-type:token-exchange:federated-connection-access-token',
]

const APP_TYPES = ['native', 'spa', 'regular_web', 'non_interactive', 'resource_server', 'sso_integration']

/** A scheme that runs or shows what follows it is no place to send people to. */
const DANGEROUS = ['javascript:', 'data:', 'vbscript:', 'about:', 'blob:', 'file:']

const refused = (value: string, format: string) =>
  `Object didn't pass validation for format ${format}: ${value}`

/** Source: Auth0 docs, get-started/applications/application-settings (application URIs). */
const callbackUrl: Rule = (value) => {
  if (typeof value !== 'string') return text()(value)
  const parsed = URL.parse(value.replace('://*.', '://any.'))
  const isUrl = parsed !== null && !DANGEROUS.includes(parsed.protocol) && !/\s/.test(value)
  return isUrl ? undefined : refused(value, 'callback-url')
}

const webUrl: Rule = (value) => {
  if (typeof value !== 'string') return text()(value)
  const parsed = URL.parse(value.replace('://*.', '://any.'))
  return parsed !== null && !DANGEROUS.includes(parsed.protocol)
    ? undefined
    : refused(value, 'url-with-placeholders')
}

const httpsUrlOrNothing: Rule = (value) => {
  if (typeof value !== 'string') return text()(value)
  const isHttps = value === '' || URL.parse(value)?.protocol === 'https:'
  return isHttps ? undefined : refused(value, 'absolute-https-uri-with-placeholders-or-empty')
}

const jwtConfiguration: Rule = (value) => {
  if (!isObject(value)) return object(value)
  const { alg = 'RS256', lifetime_in_seconds = 36_000 } = value
  return oneOf('HS256', 'RS256', 'RS512', 'PS256')(alg) ?? integer(lifetime_in_seconds)
}

/** What an application may have. Those the tenant acts on are checked; the rest is only known by name. */
export const CLIENT_PROPERTIES: { [name: string]: Rule } = {
  name: text({ pattern: /^[^<>]+$/ }),
  description: text({ min: 0, max: 140 }),
  logo_uri: text({ min: 0 }),
  callbacks: listOf(callbackUrl),
  allowed_origins: listOf(webUrl),
  web_origins: listOf(webUrl),
  allowed_logout_urls: listOf(webUrl),
  allowed_clients: listOf(text()),
  client_aliases: listOf(text()),
  grant_types: listOf(oneOf(...GRANT_TYPES)),
  token_endpoint_auth_method: nullable(oneOf('none', 'client_secret_post', 'client_secret_basic')),
  app_type: oneOf(...APP_TYPES),
  is_first_party: boolean,
  // `strict`, in which apps get no ID token, is not here.
  third_party_security_mode: oneOf('permissive'),
  oidc_conformant: boolean,
  sso: boolean,
  sso_disabled: boolean,
  cross_origin_authentication: boolean,
  custom_login_page_on: boolean,
  jwt_configuration: nullable(jwtConfiguration),
  refresh_token: nullable(object),
  client_metadata: metadata(10),
  initiate_login_uri: httpsUrlOrNothing,
  require_pushed_authorization_requests: boolean,
  require_proof_of_possession: boolean,
  is_token_endpoint_ip_header_trusted: boolean,
  organization_usage: nullable(oneOf('deny', 'allow', 'require')),
  // Without its prompts: whoever starts a login names the organization.
  organization_require_behavior: nullable(oneOf('no_prompt')),
  organization_discovery_methods: nullable(array),
  oidc_logout: nullable(object),
  skip_non_verifiable_callback_uri_confirmation_prompt: nullable(boolean),
  addons: object,
  mobile: object,
  native_social_login: nullable(object),
  cross_origin_loc: nullable(text()),
  custom_login_page: text({ min: 0 }),
  form_template: text({ min: 0 }),
  compliance_level: nullable(text()),
  default_organization: nullable(object),
  session_transfer: nullable(anything),
  token_exchange: nullable(object),
  token_quota: nullable(object),
}
