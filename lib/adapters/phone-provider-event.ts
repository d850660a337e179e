import type { CodeRequest } from '../core/decide-delivery.ts'
import type { CodeMessage } from '../core/delivery.ts'
import { parsePhoneNumber } from '../core/phone-number.ts'
import type { PhoneAccount } from '../core/sms-only-account.ts'
import { isSmsAccount } from '../core/user-id.ts'
import { BORN_KEY } from '../protocol/app-metadata.ts'
import { mayLinkByGrant } from '../protocol/client-metadata.ts'
import { parseCorrelationId } from '../protocol/correlation-id.ts'
import { listPhoneNumbers, parseProfileNumber } from '../protocol/identities.ts'
import { buildIdempotencyKey } from '../protocol/idempotency-key.ts'
import type { EventIdentity } from './post-login-event.ts'

/**
 * The slice of the custom-phone-provider `event` that we read
 * (https://auth0.com/docs/customize/phone-messages/configure-phone-messaging-providers/configure-a-custom-phone-provider/actions-triggers-custom-phone-provider-event-object).
 */
export type PhoneProviderEvent = {
  secrets: Readonly<Record<string, string | undefined>>
  /** Auth0 promises one, but not every message is of a login. */
  client?: { client_id: string; metadata?: Readonly<Record<string, string | undefined>> }
  connection?: { strategy: string }
  notification: {
    recipient: string
    as_text: string
    as_voice: string
    code?: string
    delivery_method: string
    locale?: string
  }
  transaction?: { correlation_id?: string }
  /** Auth0 promises one, but does not say who that is before anybody has an account. */
  user?: {
    user_id?: string
    email?: string
    phone_number?: string
    phone_verified?: boolean
    identities?: readonly EventIdentity[]
    app_metadata?: Readonly<Record<string, unknown>>
  }
}

export type ProviderKeys = { companionClientId: string; fingerprintKey: string }

/** What is known of the code, and of who asks for it. */
export function readCodeRequest(event: PhoneProviderEvent, keys: ProviderKeys): CodeRequest {
  return {
    to: parsePhoneNumber(event.notification.recipient),
    client: readClient(event, keys),
    purpose: isSignIn(event) ? 'sign_in' : 'account',
    // A phone account of its own is nobody's linked phone.
    linked: isPhoneAccount(event) ? [] : listPhoneNumbers(event.user?.identities),
    phoneAccount: readPhoneAccount(event),
    ticket: parseCorrelationId(event.transaction?.correlation_id, keys.fingerprintKey),
  }
}

function readClient(
  { client }: PhoneProviderEvent,
  { companionClientId }: ProviderKeys,
): CodeRequest['client'] {
  if (client?.client_id === companionClientId) return 'companion'
  return mayLinkByGrant(client?.metadata) ? 'linking' : 'other'
}

/** The message as the tenant has written it. */
export function readMessage(
  { notification }: PhoneProviderEvent,
  keys: ProviderKeys,
): Omit<CodeMessage, 'to'> {
  const { recipient, as_text: asText, as_voice: asVoice, code, delivery_method, locale } = notification
  return {
    method: delivery_method === 'voice' ? 'voice' : 'text',
    asText,
    asVoice,
    code,
    locale,
    idempotencyKey: buildIdempotencyKey([recipient, code ?? '', asText], keys.fingerprintKey),
  }
}

// Where the connection is not told, a message to somebody who is known to have an account may be of that account.
function isSignIn(event: PhoneProviderEvent): boolean {
  if (event.connection !== undefined) return event.connection.strategy === 'sms'
  return isPhoneAccount(event) || event.user?.email === undefined
}

// Auth0 may make up a user for a number that nobody has: only one that was verified is somebody's.
function readPhoneAccount(event: PhoneProviderEvent): PhoneAccount | undefined {
  const number = isPhoneAccount(event) ? parseProfileNumber(event.user) : undefined
  return number && { number, bornInInnerLogin: event.user?.app_metadata?.[BORN_KEY] === true }
}

function isPhoneAccount({ user }: PhoneProviderEvent): boolean {
  return user?.user_id !== undefined && isSmsAccount(user.user_id)
}
