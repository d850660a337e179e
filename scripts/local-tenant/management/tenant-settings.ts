import { Hono } from 'hono'
import type { Json, JsonObject } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { invalidBody } from './api-error.ts'
import { type ApiEnv, permit } from './bearer.ts'
import {
  anything,
  boolean,
  integer,
  isObject,
  listOf,
  nullable,
  object,
  readBody,
  type Rule,
  text,
} from './body.ts'
import { selectFields } from './paging.ts'

const LIFETIMES = [
  'session_lifetime',
  'idle_session_lifetime',
  'ephemeral_session_lifetime',
  'idle_ephemeral_session_lifetime',
]

const lifetime: Rule = (value) =>
  integer(value) ?? (Number(value) >= 1 ? undefined : `Value ${Number(value)} is less than minimum 1`)

const PROPERTIES: { [name: string]: Rule } = {
  friendly_name: text({ min: 0 }),
  picture_url: text({ min: 0 }),
  support_email: text({ min: 0 }),
  support_url: text({ min: 0 }),
  default_audience: text({ min: 0 }),
  default_directory: text({ min: 0 }),
  default_redirection_uri: text({ min: 0 }),
  sandbox_version: text({ max: 8 }),
  legacy_sandbox_version: text({ max: 8 }),
  allowed_logout_urls: listOf(text()),
  acr_values_supported: listOf(text()),
  enabled_locales: (value) =>
    Array.isArray(value) && value.length === 0 ? 'Array is too short (0), minimum 1' : listOf(text())(value),
  flags: (value) =>
    isObject(value)
      ? Object.values(value)
          .map(boolean)
          .find((problem) => problem !== undefined)
      : object(value),
  session_cookie: nullable(object),
  customize_mfa_in_postlogin_action: nullable(boolean),
  allow_organization_name_in_authentication_api: nullable(boolean),
  pushed_authorization_requests_supported: nullable(boolean),
  authorization_response_iss_parameter_supported: nullable(boolean),
  skip_non_verifiable_callback_uri_confirmation_prompt: nullable(boolean),
  phone_consolidated_experience: boolean,
  client_id_metadata_document_supported: boolean,
  enable_ai_guide: boolean,
  include_session_metadata_in_tenant_logs: boolean,
  dynamic_client_registration_security_mode: text(),
  resource_parameter_profile: text(),
  ...Object.fromEntries(
    [
      'change_password',
      'device_flow',
      'guardian_mfa_page',
      'error_page',
      'default_token_quota',
      'sessions',
    ].map((name) => [name, nullable(object)]),
  ),
  ...Object.fromEntries(
    ['oidc_logout', 'mtls', 'security_headers', 'country_codes'].map((name) => [name, nullable(anything)]),
  ),
  ...Object.fromEntries(LIFETIMES.flatMap((name) => [name, inMinutes(name)]).map((name) => [name, lifetime])),
}

/** Source: Auth0 docs, get-started/tenant-settings. */
export function tenantSettingsApi(tenant: Tenant): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>()
  const settings = () => tenant.state.configuration.tenantSettings

  app.get('/tenants/settings', permit('read:tenant_settings'), (c) => c.json(selectFields(c, settings())))

  app.patch('/tenants/settings', permit('update:tenant_settings'), async (c) => {
    const { flags, ...rest } = inHours(await readBody(c, { properties: PROPERTIES }))
    if (flags !== undefined) settings()['flags'] = { ...flagsOf(settings()['flags']), ...flagsOf(flags) }
    return c.json(Object.assign(settings(), rest))
  })
  return app
}

const flagsOf = (value: Json | undefined): JsonObject => (isObject(value) ? value : {})

function inMinutes(name: string): string {
  return `${name}_in_minutes`
}

/** Lifetimes may be set in minutes, but are kept and shown in hours. */
function inHours(body: JsonObject): JsonObject {
  const hours: JsonObject = {}
  for (const name of LIFETIMES) {
    const { [inMinutes(name)]: minutes, ...rest } = body
    if (minutes === undefined) continue
    if (rest[name] !== undefined)
      throw invalidBody(`${inMinutes(name)} cannot be specified together with ${name}`)
    hours[name] = Number(minutes) / 60
    body = rest
  }
  return { ...body, ...hours }
}
