import type { Client, Connection, JsonObject, LoginFacts, User } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import {
  buildClient,
  buildConnection,
  buildCustomDomain,
  buildOrganization,
  GEOIP,
  present,
  profileOf,
} from './event-parts.ts'

/** A message as it is to be delivered. */
export type Notification = {
  recipient: string
  as_text: string
  as_voice: string
  code: string
  delivery_method: 'text' | 'voice'
  /** The sender, in E.164. */
  from?: string | undefined
  locale: string
  message_type: 'otp_verify'
}

/** Whom it is for: an account, or somebody who may not have one. */
export type Recipient = Pick<
  User,
  'user_id' | 'created_at' | 'updated_at' | 'user_metadata' | 'app_metadata'
> &
  Partial<User>

export type CustomPhoneProviderFacts = {
  /** The login, or the start by API, that the message is for; its request is what the event tells of. */
  login: LoginFacts
  client: Client
  connection: Connection
  user: Recipient
  notification: Notification
}

/** Characters; a longer one is left out. */
const LONGEST_LOCALE = 15

/**
 * `event` of the custom-phone-provider trigger v1, without `secrets`. Its request has neither query nor body.
 *
 * Source: Auth0 docs, …/configure-a-custom-phone-provider/actions-triggers-custom-phone-provider-event-object.
 */
export function buildCustomPhoneProviderEvent(tenant: Tenant, facts: CustomPhoneProviderFacts): object {
  const { ip, method, hostname, user_agent, language } = facts.login
  const { locale, from, ...notification } = facts.notification
  const { correlation_id, organization } = facts.login.request
  return structuredClone(
    present({
      client: buildClient(facts.client),
      connection: buildConnection(facts.connection),
      custom_domain: buildCustomDomain(tenant, hostname),
      organization: buildOrganization(tenant, organization),
      notification: present({
        ...notification,
        from,
        locale: locale.length > LONGEST_LOCALE ? undefined : locale,
      }),
      request: present({ ip, method, hostname, user_agent, language, geoip: GEOIP }),
      tenant: buildTenant(tenant),
      transaction: correlation_id === undefined ? undefined : { correlation_id },
      user: buildRecipient(facts.user),
    }),
  )
}

/** What its settings say of the tenant. */
function buildTenant(tenant: Tenant): object {
  const settings: JsonObject = tenant.state.configuration.tenantSettings
  const said = (name: string) => (settings[name] === '' ? undefined : settings[name])
  return present({
    id: tenant.config.name,
    friendly_name: said('friendly_name'),
    home_url: said('home_url'),
    logo_url: said('picture_url'),
    support_email: said('support_email'),
    support_url: said('support_url'),
  })
}

function buildRecipient(user: Recipient): object {
  return present({ ...profileOf(user), email_verified: user.email_verified ?? false })
}
