import type { Client, Connection, LoginFacts, RefreshToken, Session, User } from '../state.ts'
import type { FormRequest, RequestFacts, Tenant } from '../tenant.ts'
import {
  buildClient,
  buildConnection,
  buildCustomDomain,
  buildOrganization,
  buildRequest,
  buildTransaction,
  present,
  profileOf,
} from './event-parts.ts'

export type PostLoginFacts = {
  /** Absent for a refresh token whose login is long forgotten. */
  transaction?: LoginFacts | undefined
  user: User
  client: Client
  connection: Connection
  session?: Session | undefined
  /** The outer `/authorize` request at first, the `/continue` request on resume, the POST of a token grant. */
  request: RequestFacts
  scopes: readonly string[]
  /** How the tokens are asked for: by the browser's way, by a code at the token endpoint, or by an old token. */
  grant: 'redirect' | 'otp' | 'refresh_token'
  metadata: { [key: string]: string | number | boolean }
  refreshToken?: RefreshToken | undefined
  /** What a form has collected, for the Action that rendered it. */
  prompt?: FormRequest | undefined
}

/**
 * `event` of the post-login trigger v3, without `secrets`, which are added per Action.
 *
 * Source: Auth0 docs, customize/actions/explore-triggers/signup-and-login-triggers/login-trigger/post-login-event-object.
 */
export function buildPostLoginEvent(tenant: Tenant, facts: PostLoginFacts): object {
  const { transaction, user, session, refreshToken, grant } = facts
  const audience = refreshToken?.audience ?? transaction?.request.audience
  // A session may have been used for other organizations since the login that the refresh token comes from.
  const { organization } = refreshToken ?? transaction?.request ?? {}
  const event = present({
    request: buildRequest(facts.request),
    client: buildClient(facts.client),
    connection: buildConnection(facts.connection),
    custom_domain: buildCustomDomain(tenant, facts.request.hostname),
    tenant: { id: tenant.config.name },
    organization: buildOrganization(tenant, organization),
    stats: { logins_count: user.logins_count },
    user: buildUser(user),
    authorization: { roles: [] },
    // A refresh authenticates nobody, so there are no methods to tell of.
    authentication: grant === 'refresh_token' ? undefined : { methods: transaction?.methods ?? [] },
    resource_server: audience === undefined ? undefined : { identifier: audience },
    prompt: facts.prompt,
    session: session && buildSession(tenant, session),
    refresh_token: refreshToken && buildRefreshToken(refreshToken),
    transaction:
      grant !== 'refresh_token' && transaction
        ? { ...buildTransaction(transaction), requested_scopes: facts.scopes, metadata: facts.metadata }
        : {
            protocol: 'oauth2-refresh-token',
            locale: transaction?.locale ?? 'en',
            acr_values: [],
            ui_locales: [],
            requested_scopes: facts.scopes,
            metadata: facts.metadata,
          },
  })
  // A copy: what is recorded must not change when the state does.
  return structuredClone(event)
}

function buildUser(user: User): object {
  return present({
    ...profileOf(user),
    // An sms user has no email_verified at all, although the event's description requires it.
    email_verified: user.email === undefined ? user.email_verified : (user.email_verified ?? false),
    ...buildFactors(user),
  })
}

function buildFactors({ authentication_methods = [] }: User): object {
  const isEnrolled = authentication_methods.length > 0
  return { enrolledFactors: isEnrolled ? [{ type: 'otp' }] : [], multifactor: isEnrolled ? ['guardian'] : [] }
}

/** Hours; Auth0's defaults when the tenant settings are silent. */
const SESSION_LIFETIME = 168
const IDLE_SESSION_LIFETIME = 72

function buildSession(tenant: Tenant, session: Session): object {
  const { session_lifetime, idle_session_lifetime } = tenant.state.configuration.tenantSettings
  return {
    id: session.id,
    user_id: session.user_id,
    authenticated_at: session.authenticated_at,
    created_at: session.created_at,
    updated_at: session.updated_at,
    last_interacted_at: session.last_interacted_at,
    expires_at: hoursAfter(session.created_at, session_lifetime, SESSION_LIFETIME),
    idle_expires_at: hoursAfter(session.last_interacted_at, idle_session_lifetime, IDLE_SESSION_LIFETIME),
    clients: session.clients.map((client_id) => ({ client_id })),
    cookie: { mode: 'persistent' },
    device: buildDevice(session.ip, session.user_agent),
    metadata: {},
  }
}

function buildRefreshToken(token: RefreshToken): object {
  return present({
    id: token.id,
    client_id: token.client_id,
    user_id: token.user_id,
    session_id: token.session_id,
    created_at: token.created_at,
    rotating: true,
    resource_servers:
      token.audience === undefined ? [] : [{ audience: token.audience, scopes: token.scope.join(' ') }],
  })
}

function buildDevice(ip: string, userAgent: string): object {
  return {
    initial_ip: ip,
    initial_user_agent: userAgent,
    last_ip: ip,
    last_user_agent: userAgent,
  }
}

function hoursAfter(start: string, hours: unknown, otherwise: number): string {
  const span = typeof hours === 'number' ? hours : otherwise
  return new Date(Date.parse(start) + span * 3_600_000).toISOString()
}
