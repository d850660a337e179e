import type { AuditRecord } from '../core/audit-record.ts'
import type { InnerLoginSetting, Login, ReachedAccount } from '../core/login.ts'
import type { Ask } from '../core/outcome.ts'
import { parsePhoneNumber } from '../core/phone-number.ts'
import type { PhoneNumber } from '../core/phone-number.ts'
import type { Ticket } from '../core/ticket.ts'
import { parseUserId } from '../core/user-id.ts'
import {
  ATTEMPTS_KEY,
  AUDIT_KEY,
  BORN_KEY,
  foreignKeys,
  parseAttempts,
  parseAuditRecord,
} from '../protocol/app-metadata.ts'
import type { ContinueAnswer } from '../protocol/continue-request.ts'
import { parseContinueAnswer } from '../protocol/continue-request.ts'
import { parseAsk } from '../protocol/ext-phone.ts'
import { TICKET_KEY, parseTicketText } from '../protocol/ticket-text.ts'
import type { Settings } from '../settings.ts'

type Fields = Readonly<Record<string, unknown>>

/** One way into the account, as Auth0 lists it. Linked ones carry `profileData`. */
export type EventIdentity = {
  provider?: string
  user_id?: string
  connection?: string
  isSocial?: boolean
  profileData?: Fields
}

/**
 * The slice of the post-login `event` that we read
 * (https://auth0.com/docs/customize/actions/explore-triggers/signup-and-login-triggers/login-trigger/post-login-event-object).
 */
export type PostLoginEvent = {
  secrets: Readonly<Record<string, string | undefined>>
  user: {
    user_id: string
    email_verified?: boolean
    phone_number?: string
    phone_verified?: boolean
    created_at?: string
    /** Second factors, by either of the two names that Auth0 has for them. */
    enrolledFactors?: readonly unknown[]
    multifactor?: readonly unknown[]
    identities: readonly EventIdentity[]
    app_metadata?: Fields
    user_metadata?: Fields
  }
  client: { client_id: string; metadata?: Readonly<Record<string, string | undefined>> }
  connection: { strategy: string }
  request: { hostname?: string; query?: Fields; body?: Fields }
  transaction?: {
    protocol?: string
    prompt?: readonly string[]
    requested_scopes?: readonly string[]
    ui_locales?: readonly string[]
    metadata?: Fields
  }
  authentication?: { methods: readonly { name: string; timestamp: string }[] }
  stats: { logins_count: number }
}

// The protocols in which a browser shows pages. `canRedirect()` is marked deprecated in Auth0's types.
const PROTOCOLS_WITH_PAGES = [
  'oidc-basic-profile',
  'oidc-implicit-profile',
  'oidc-hybrid-profile',
  'samlp',
  'wsfed',
]

/** The facts of this login. */
export function readLogin(event: PostLoginEvent, settings: Settings): Login {
  const userId = parseUserId(event.user.user_id)
  if (!userId) throw new TypeError('event.user.user_id')
  return {
    client: readClient(event, settings),
    connection: event.connection.strategy,
    userId,
    emailVerified: event.user.email_verified === true,
    canShowPage: canShowPage(event),
    hostConfigured: settings.hosts.includes(readHost(event)),
    ask: readAsk(event),
    methods: (event.authentication?.methods ?? []).map(({ name, timestamp }) => ({
      name,
      at: new Date(timestamp),
    })),
    hasFactor: (event.user.enrolledFactors ?? []).length + (event.user.multifactor ?? []).length > 0,
    phone: readLinkedPhone(event),
    attempts: parseAttempts(event.user.app_metadata?.[ATTEMPTS_KEY]),
    wantsPhoneClaims: event.transaction?.requested_scopes?.includes('phone') ?? false,
  }
}

export function readInnerLoginSetting(event: PostLoginEvent, settings: Settings): InnerLoginSetting {
  return {
    host: readHost(event),
    companionClientId: settings.companionClientId,
    uiLocales: event.transaction?.ui_locales ?? [],
  }
}

/** The account of this login, seen as one that an inner login has reached. */
export function readReachedAccount(event: PostLoginEvent): ReachedAccount {
  const { user } = event
  return {
    account: {
      identityCount: user.identities.length,
      foreignMetadataKeys: [...foreignKeys(user.app_metadata), ...foreignKeys(user.user_metadata)],
      bornInInnerLogin: user.app_metadata?.[BORN_KEY] === true,
      loginsCount: event.stats.logins_count,
      createdAt: new Date(user.created_at ?? ''),
    },
    phone: user.phone_number,
    phoneVerified: user.phone_verified === true,
  }
}

export function readTicket(event: PostLoginEvent): Ticket | undefined {
  return parseTicketText(event.transaction?.metadata?.[TICKET_KEY])
}

export function readContinueAnswer(event: PostLoginEvent): ContinueAnswer {
  return parseContinueAnswer(event.request.query, event.request.body)
}

export function readAuditRecord(event: PostLoginEvent): AuditRecord | undefined {
  return parseAuditRecord(event.user.app_metadata?.[AUDIT_KEY])
}

/** Whether the client's metadata lets it ask for phone changes. */
export function isEnabledClient(event: PostLoginEvent): boolean {
  return event.client.metadata?.phone_link === 'on'
}

/** What the app asked for. A grant at the token endpoint asks nothing. */
export function readAsk(event: PostLoginEvent): Ask {
  return parseAsk(event.request.query?.['ext-phone'])
}

/** The host that serves this login, in lower case: host names are compared, and case is no part of them. */
export function readHost(event: PostLoginEvent): string {
  return event.request.hostname?.toLowerCase() ?? ''
}

function readClient(event: PostLoginEvent, settings: Settings): Login['client'] {
  if (event.client.client_id === settings.companionClientId) return 'companion'
  return isEnabledClient(event) ? 'enabled' : 'other'
}

function canShowPage(event: PostLoginEvent): boolean {
  const { protocol, prompt } = event.transaction ?? {}
  if (prompt?.includes('none') || event.request.query?.prompt === 'none') return false
  return protocol !== undefined && PROTOCOLS_WITH_PAGES.includes(protocol)
}

// The root identity's number is in `user.phone_number`; a linked one only in its own profile.
function readLinkedPhone(event: PostLoginEvent): PhoneNumber | undefined {
  for (const identity of event.user.identities) {
    if (`${identity.provider}|${identity.user_id}` === event.user.user_id) continue
    if (identity.provider !== 'sms' || !isVerified(identity.profileData?.phone_verified)) continue
    const phone = parsePhoneNumber(identity.profileData?.phone_number)
    if (phone) return phone
  }
  return undefined
}

// A boolean in life; Auth0's description of the event says that profile data are texts.
function isVerified(value: unknown): boolean {
  return value === true || value === 'true'
}
