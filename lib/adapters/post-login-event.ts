import type { AuditRecord } from '../core/audit-record.ts'
import type { Change } from '../core/change.ts'
import type { InnerLoginUse } from '../core/effects.ts'
import type { ProvenMethod } from '../core/freshness.ts'
import type { InnerLoginSetting, LinkedPhone, Login, ReachedAccount } from '../core/login.ts'
import type { Ask } from '../core/outcome.ts'
import type { Ticket } from '../core/ticket.ts'
import type { UserId } from '../core/user-id.ts'
import { parseUserId } from '../core/user-id.ts'
import type { Want } from '../core/want.ts'
import {
  ATTEMPTS_KEY,
  AUDIT_KEY,
  BORN_KEY,
  OFFERS_KEY,
  PENDING_KEY,
  foreignKeys,
  parseAttempts,
  parseAuditRecord,
  parseOffers,
  parsePending,
} from '../protocol/app-metadata.ts'
import { mayLinkByGrant, takesPart } from '../protocol/client-metadata.ts'
import type { ContinueAnswer } from '../protocol/continue-request.ts'
import { parseContinueAnswer } from '../protocol/continue-request.ts'
import { parseAsk } from '../protocol/ext-phone.ts'
import { parseLinkTo } from '../protocol/otp-grant.ts'
import { parseProfileNumber } from '../protocol/identities.ts'
import { TICKET_KEYS, parseTicketText } from '../protocol/ticket-text.ts'
import {
  CHANGE_KEY,
  PRIMARY_KEY,
  PROOF_KEY,
  WANT_KEY,
  parseChangeText,
  parseProofText,
  parseWantText,
} from '../protocol/transaction-texts.ts'
import type { HostSettings } from '../settings.ts'
import type { PostLoginEvent } from './post-login-slice.ts'

export type { EventIdentity, PostLoginEvent } from './post-login-slice.ts'

// The protocols in which a browser shows pages. `canRedirect()` is marked deprecated in Auth0's types.
const PROTOCOLS_WITH_PAGES = [
  'oidc-basic-profile',
  'oidc-implicit-profile',
  'oidc-hybrid-profile',
  'samlp',
  'wsfed',
]

/** The facts of this login. */
export function readLogin(event: PostLoginEvent, settings: HostSettings): Login {
  const userId = parseUserId(event.user.user_id)
  if (!userId) throw new TypeError('event.user.user_id')
  const { user } = event
  const emailVerified = user.email_verified === true
  const phones = readPhones(event)
  const audit = readAuditRecord(event)
  return {
    client: readClient(event, settings),
    grant: readGrant(event),
    connection: event.connection.strategy,
    userId,
    bornInInnerLogin: wasBornInInnerLogin(event),
    smsOnlyAccounts: settings.smsOnlyAccounts,
    emailVerified,
    canShowPage: canShowPage(event),
    hostConfigured: settings.hosts.includes(readHost(event)),
    ask: readAsk(event),
    want: readWant(event),
    methods: readMethods(event, settings),
    ...readFactors(event),
    canProveEmail: emailVerified && user.identities.some(({ provider }) => provider === 'email'),
    otherWaysIn: countOtherWaysIn(event),
    phones,
    phone: phones.find(({ number }) => number !== undefined)?.number,
    attempts: parseAttempts(user.app_metadata?.[ATTEMPTS_KEY]),
    offers: parseOffers(user.app_metadata?.[OFFERS_KEY]),
    pending: parsePending(user.app_metadata?.[PENDING_KEY]),
    phoneOffAt: audit?.off === undefined ? undefined : new Date(audit.off),
    wantsPhoneClaims: event.transaction?.requested_scopes?.includes('phone') ?? false,
  }
}

/** The URL by which a session remembers that the email was proven again (`api.authentication.recordMethod`). */
export function reauthenticationMethod({ tenantDomain }: HostSettings): string {
  return `https://${tenantDomain}/phone-link/email`
}

export function readInnerLoginSetting(event: PostLoginEvent, settings: HostSettings): InnerLoginSetting {
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
      bornInInnerLogin: wasBornInInnerLogin(event),
      loginsCount: event.stats.logins_count,
      createdAt: new Date(user.created_at ?? ''),
    },
    phone: user.phone_number,
    phoneVerified: user.phone_verified === true,
  }
}

export function readTicket(event: PostLoginEvent, use: InnerLoginUse): Ticket | undefined {
  return parseTicketText(event.transaction?.metadata?.[TICKET_KEYS[use]])
}

export function readWant(event: PostLoginEvent): Want | undefined {
  return parseWantText(event.transaction?.metadata?.[WANT_KEY])
}

export function readChange(event: PostLoginEvent): Change | undefined {
  return parseChangeText(event.transaction?.metadata?.[CHANGE_KEY])
}

/** Whom this login has become, where a phone was linked by the OTP grant. */
export function readLinkedFor(event: PostLoginEvent): UserId | undefined {
  return readGrant(event) === 'links' ? parseUserId(event.transaction?.metadata?.[PRIMARY_KEY]) : undefined
}

export function readContinueAnswer(event: PostLoginEvent): ContinueAnswer {
  return parseContinueAnswer(event.request.query, event.request.body)
}

export function readAuditRecord(event: PostLoginEvent): AuditRecord | undefined {
  return parseAuditRecord(event.user.app_metadata?.[AUDIT_KEY])
}

/** Whether the account has the mark that inner logins leave on what they made. */
export function wasBornInInnerLogin({ user }: PostLoginEvent): boolean {
  return user.app_metadata?.[BORN_KEY] === true
}

/** Whether the client's metadata lets it ask for phone changes. */
export function isEnabledClient(event: PostLoginEvent): boolean {
  return takesPart(event.client.metadata)
}

/** What the app asked for. A grant at the token endpoint asks nothing. */
export function readAsk(event: PostLoginEvent): Ask {
  return parseAsk(event.request.query?.['ext-phone'])
}

/** Where this login runs, and for whom. */
export function readPlace(event: PostLoginEvent): { host: string; clientId: string } {
  return { host: readHost(event), clientId: event.client.client_id }
}

/** The host that serves this login, in lower case: host names are compared, and case is no part of them. */
export function readHost(event: PostLoginEvent): string {
  return event.request.hostname?.toLowerCase() ?? ''
}

function readClient(event: PostLoginEvent, settings: HostSettings): Login['client'] {
  if (event.client.client_id === settings.companionClientId) return 'companion'
  return isEnabledClient(event) ? 'enabled' : 'other'
}

/** What a grant at the token endpoint may do: whatever the platform calls its protocol, it is never one that shows pages. */
export function readGrant({ client, connection, request, transaction }: PostLoginEvent): Login['grant'] {
  if (!mayLinkByGrant(client.metadata)) return 'off'
  const isGrant = !PROTOCOLS_WITH_PAGES.includes(transaction?.protocol ?? '')
  const links = isGrant && connection.strategy === 'sms' && parseLinkTo(request.body) !== undefined
  return links ? 'links' : 'may'
}

function canShowPage(event: PostLoginEvent): boolean {
  const { protocol, prompt } = event.transaction ?? {}
  if (prompt?.includes('none') || event.request.query?.prompt === 'none') return false
  return protocol !== undefined && PROTOCOLS_WITH_PAGES.includes(protocol)
}

function readMethods(event: PostLoginEvent, settings: HostSettings): ProvenMethod[] {
  const ours = reauthenticationMethod(settings)
  const ofSession = (event.authentication?.methods ?? []).map(({ name, timestamp }) => ({
    name: name === ours ? 'email' : name,
    at: new Date(timestamp),
  }))
  // What was proven within this login is in the session's list only from the next one on.
  const now = parseProofText(event.transaction?.metadata?.[PROOF_KEY])
  return now ? [...ofSession, now] : ofSession
}

// A code by email proves the mailbox, which the primary's own proof does as well: it is no second factor.
function readFactors({ user }: PostLoginEvent): Pick<Login, 'hasFactor' | 'factors'> {
  const types = (user.enrolledFactors ?? []).map(({ type }) => type)
  const factors = [...new Set(types)].filter((type) => type !== undefined && type !== 'email') as string[]
  const onlyEmail = types.length > 0 && factors.length === 0
  return { hasFactor: factors.length > 0 || (!onlyEmail && (user.multifactor ?? []).length > 0), factors }
}

function countOtherWaysIn({ user }: PostLoginEvent): number {
  return user.identities.filter(({ provider }) => {
    if (provider === 'sms') return false
    return provider !== 'email' || user.email_verified === true
  }).length
}

// The root identity's number is in `user.phone_number`; a linked one only in its own profile.
function readPhones(event: PostLoginEvent): LinkedPhone[] {
  return event.user.identities.flatMap(({ provider, user_id, profileData }) => {
    if (provider !== 'sms' || user_id === undefined || `sms|${user_id}` === event.user.user_id) return []
    return [{ identity: { provider, id: String(user_id) }, number: parseProfileNumber(profileData) }]
  })
}
