import { GEOIP } from '../events/event-parts.ts'
import type { Recipient } from '../events/custom-phone-provider-event.ts'
import type { Client, Connection, Json, JsonObject, LoginFacts, OneTimeCode } from '../state.ts'
import type { Tenant } from '../tenant.ts'

/** A one-time code and the login that it is for. */
export type CodeToSend = {
  login: LoginFacts
  client: Client
  connection: Connection
  code: OneTimeCode
}

/**
 * What a template can refer to. Sources: Auth0 docs, customize/phone-messages/phone-templates/supported-liquid-syntax,
 * authenticate/passwordless/authentication-methods/sms-otp, authenticate/login/configure-correlation-id.
 */
export function messageVariables(tenant: Tenant, order: CodeToSend, user?: Recipient): JsonObject {
  const { login, client, connection, code } = order
  const isText = connection.strategy === 'sms'
  return {
    ...{ code: code.code, password: code.code, [isText ? 'phone_number' : 'email']: code.recipient },
    application: { ...properties(client, ['name', 'client_metadata']), clientID: client.client_id },
    client: { name: client.name, clientID: client.client_id, metadata: client['client_metadata'] ?? {} },
    ...tenantVariables(tenant),
    ...customDomainOf(tenant, login.hostname),
    connection: connection.name,
    operation: 'logIn',
    locale: login.locale,
    request_language: login.language ?? '',
    correlation_id: login.request.correlation_id ?? '',
    user: user === undefined ? {} : userVariables(user, login.ip),
  }
}

function tenantVariables(tenant: Tenant): JsonObject {
  const { tenantSettings: settings } = tenant.state.configuration
  const text = (name: string): string => {
    const value = settings[name]
    return typeof value === 'string' ? value : ''
  }
  return {
    tenant: tenant.config.name,
    friendly_name: text('friendly_name'),
    support_email: text('support_email'),
    // Auth0: «URL-based properties are automatically URL-escaped.»
    support_url: encodeURI(text('support_url')),
    logo_url: encodeURI(text('picture_url')),
    home_url: encodeURI(text('home_url')),
  }
}

/** Only for a login on a custom domain, as in events. */
function customDomainOf(tenant: Tenant, hostname: string): JsonObject {
  return tenant.config.customDomains.includes(hostname)
    ? { custom_domain: { domain: hostname, domain_metadata: {} } }
    : {}
}

const OF_A_USER =
  'name nickname given_name family_name picture user_metadata app_metadata email_verified email phone_number phone_verified'.split(
    ' ',
  )

function userVariables(user: Recipient, ip: string): JsonObject {
  return {
    ...properties(user, OF_A_USER),
    ...{ login_count: user.logins_count ?? 0, multifactor: [] },
    ...{ source_ip: ip, country: GEOIP.countryName, city: GEOIP.cityName },
  }
}

function properties(of: JsonObject, names: readonly string[]): JsonObject {
  const entries = names.map((name): [string, Json | undefined] => [name, of[name]])
  return Object.fromEntries(entries.filter((entry): entry is [string, Json] => entry[1] !== undefined))
}
