import type { Changes } from './changes.ts'
import { withChanges } from './changes.ts'
import type { KitIdentity } from './kit-events.ts'

type Fields = { [name: string]: unknown }
type Texts = { [name: string]: string }

/** The `event` of the custom-phone-provider trigger v1, as a code for a sign-in by phone gives it. */
export type KitPhoneProviderEvent = {
  secrets: Texts
  client: { client_id: string; name: string; metadata: Texts }
  connection: { id: string; name: string; strategy: string; metadata?: Texts }
  custom_domain?: { domain: string; domain_metadata: Texts }
  notification: {
    recipient: string
    as_text: string
    as_voice: string
    /** Not every message holds one. */
    code?: string
    delivery_method: 'text' | 'voice'
    from?: string
    locale?: string
    message_type: 'otp_verify' | 'otp_enroll' | 'blocked_account' | 'change_password' | 'password_breach'
  }
  organization?: { id: string; name: string; display_name: string; metadata: Texts }
  request: {
    ip: string
    method: string
    hostname?: string
    language?: string
    user_agent?: string
    geoip: { cityName?: string; countryCode?: string; timeZone?: string }
  }
  tenant: {
    id: string
    friendly_name?: string
    home_url?: string
    logo_url?: string
    support_email?: string
    support_url?: string
  }
  /** Only where the login has a correlation id. */
  transaction?: { correlation_id?: string }
  user: {
    user_id: string
    identities?: KitIdentity[]
    email?: string
    email_verified: boolean
    phone_number?: string
    phone_verified?: boolean
    name?: string
    created_at: string
    updated_at: string
    user_metadata: Fields
    app_metadata: Fields
  }
}

const PHONE_PROVIDER: KitPhoneProviderEvent = {
  secrets: {},
  client: { client_id: 'app', name: 'App', metadata: {} },
  connection: { id: 'con_sms', name: 'sms', strategy: 'sms', metadata: {} },
  notification: {
    recipient: '+4915112345678',
    as_text: 'Acme: 012345 is your code.',
    as_voice: 'Your code is 0, 1, 2, 3, 4, 5.',
    code: '012345',
    delivery_method: 'text',
    locale: 'en',
    message_type: 'otp_verify',
  },
  request: {
    ip: '203.0.113.7',
    method: 'POST',
    hostname: 'acme.eu.auth0.com',
    language: 'en',
    user_agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    geoip: { cityName: 'Berlin', countryCode: 'DE', timeZone: 'Europe/Berlin' },
  },
  tenant: { id: 'acme', friendly_name: 'Acme' },
  user: {
    user_id: 'email|ada',
    identities: [
      { provider: 'email', user_id: 'ada', connection: 'email', isSocial: false },
      {
        ...{ provider: 'sms', user_id: 'ada-phone', connection: 'sms', isSocial: false },
        profileData: { phone_number: '+4915112345678', phone_verified: 'true', name: '+4915112345678' },
      },
    ],
    email: 'ada@example.com',
    email_verified: true,
    name: 'ada@example.com',
    created_at: '2026-01-05T08:00:00.000Z',
    updated_at: '2026-03-01T11:59:00.000Z',
    user_metadata: {},
    app_metadata: {},
  },
}

/**
 * A complete `event` of the custom-phone-provider trigger: a code for somebody who signs in with a linked phone.
 * @param changes what this test is about, e.g. `{ notification: { delivery_method: 'voice' } }`
 */
export function phoneProviderEvent(changes: Changes<KitPhoneProviderEvent> = {}): KitPhoneProviderEvent {
  return withChanges(PHONE_PROVIDER, changes)
}

/** The changes that make it one of a number that is nobody's yet, as far as the platform says. */
export const UNKNOWN_RECIPIENT: Changes<KitPhoneProviderEvent> = {
  user: {
    user_id: 'sms|new',
    identities: undefined,
    email: undefined,
    email_verified: false,
    phone_number: '+4915112345678',
    phone_verified: false,
    name: '+4915112345678',
  },
}
