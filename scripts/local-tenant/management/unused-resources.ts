import { type Context, Hono } from 'hono'
import type { Json } from '../state.ts'
import { ApiError, invalidUri } from './api-error.ts'
import { type ApiEnv, permit } from './bearer.ts'
import { checkpointAnswer, listAnswer } from './paging.ts'

type EmptyList = (c: Context, name: string) => Json
const byPage: EmptyList = (c, name) => listAnswer(c, name, [])
const byCheckpoint: EmptyList = (c, name) => checkpointAnswer(c, name, [])
const whole: EmptyList = () => []

/** Path, the list's name in its answer, how it is paged, and the scopes any one of which opens it. */
const EMPTY_LISTS: [path: string, name: string, answer: EmptyList, scopes: string[]][] = [
  ['/rules', 'rules', byPage, ['read:rules']],
  ['/rules-configs', 'rules_configs', whole, ['read:rules_configs']],
  ['/hooks', 'hooks', byPage, ['read:hooks']],
  ['/roles', 'roles', byPage, ['read:roles']],
  ['/log-streams', 'log_streams', whole, ['read:log_streams']],
  ['/event-streams', 'eventStreams', byCheckpoint, ['read:event_streams']],
  ['/network-acls', 'network_acls', byPage, ['read:network_acls']],
  ['/self-service-profiles', 'self_service_profiles', byPage, ['read:self_service_profiles']],
  ['/user-attribute-profiles', 'user_attribute_profiles', byCheckpoint, ['read:user_attribute_profiles']],
  ['/connection-profiles', 'connection_profiles', byCheckpoint, ['read:connection_profiles']],
  ['/token-exchange-profiles', 'token_exchange_profiles', byCheckpoint, ['read:token_exchange_profiles']],
  // Early access: a scope that no client of this tenant can be granted.
  ['/rate-limit-policies', 'rate_limit_policies', byCheckpoint, ['read:rate_limit_policies']],
  ['/guardian/policies', 'policies', whole, ['read:mfa_policies']],
]

/** What a tenant has once, as it is before anybody changes it. */
const UNCHANGED: [path: string, answer: Json, scope: string][] = [
  ['/branding', {}, 'read:branding'],
  ['/risk-assessments/settings', { enabled: false }, 'read:attack_protection'],
  ['/risk-assessments/settings/new-device', { remember_for: 30 }, 'read:attack_protection'],
  ['/guardian/factors/phone/message-types', { message_types: [] }, 'read:guardian_factors'],
  ['/guardian/factors/phone/selected-provider', { provider: 'auth0' }, 'read:guardian_factors'],
  ['/guardian/factors/sms/providers/twilio', {}, 'read:guardian_factors'],
  ['/guardian/factors/push-notification/providers/sns', {}, 'read:guardian_factors'],
]

/** What there is only once somebody has made it, and the refusal until then. */
const ABSENT: [path: string, error: () => ApiError, scope: string][] = [
  [
    '/branding/templates/universal-login',
    () => new ApiError(404, 'Template does not exist.', 'not_found'),
    'read:branding',
  ],
  [
    '/branding/themes/default',
    () =>
      new ApiError(
        404,
        'There was an error retrieving branding settings: invalid theme ID',
        'theme_not_found',
      ),
    'read:branding',
  ],
  [
    '/connections/:id/scim-configuration',
    () => new ApiError(404, 'Not Found', 'not_found'),
    'read:scim_config',
  ],
  // Part of a plan that this tenant is not on. The code is Auth0's.
  [
    '/supplemental-signals',
    () =>
      new ApiError(403, 'Please upgrade your subscription to enable Akamai Signals.', 'insufficient_scope'),
    'read:attack_protection',
  ],
]

const EMAIL_TEMPLATES = [
  ...['verify_email', 'verify_email_by_code', 'auth_email_by_code', 'welcome_email'],
  ...['reset_email', 'reset_email_by_code'],
  ...['blocked_account', 'stolen_credentials', 'enrollment_email', 'mfa_oob_code', 'user_invitation'],
  ...['async_approval', 'change_password', 'password_reset'],
]

/**
 * Resources that nobody uses here: they can be read, so that a tenant can be exported as a whole, and read as on a
 * tenant that has none. They cannot be made. Sources: exports recorded by auth0-deploy-cli (its `test/e2e/recordings`);
 * Auth0's Management API description.
 */
export function unusedResourcesApi(): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>()
  for (const [path, name, answer, scopes] of EMPTY_LISTS)
    app.get(path, permit(...scopes), (c) => c.json(answer(c, name)))
  for (const [path, answer, scope] of UNCHANGED) app.get(path, permit(scope), (c) => c.json(answer))
  for (const [path, error, scope] of ABSENT)
    app.get(path, permit(scope), () => {
      throw error()
    })
  app.get('/guardian/factors/sms/templates', permit('read:guardian_factors'), (c) => c.body(null, 204))
  app.get('/email-templates/:name', permit('read:email_templates'), (c) => {
    const name = c.req.param('name')
    if (!EMAIL_TEMPLATES.includes(name)) throw invalidUri(name)
    throw new ApiError(404, 'The template does not exist.', 'inexistent_email_template')
  })
  return app
}
