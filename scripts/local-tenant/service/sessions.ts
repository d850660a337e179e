import { createHmac, timingSafeEqual } from 'node:crypto'
import type { AuthenticationMethod, Session, User } from '../state.ts'
import type { RequestFacts, Tenant } from '../tenant.ts'
import { randomToken } from './random.ts'
import { isoNow, secondsSince } from './seconds.ts'

/** Hours. Source: Auth0 docs, manage-users/sessions/session-lifetime-limits. */
const DEFAULT_LIFETIME = 168
const DEFAULT_IDLE_LIFETIME = 72
const HOUR = 3600

/** Seconds a session lives at most. */
export function sessionLifetime(tenant: Tenant): number {
  const { session_lifetime } = tenant.state.configuration.tenantSettings
  return (typeof session_lifetime === 'number' ? session_lifetime : DEFAULT_LIFETIME) * HOUR
}

function idleLifetime(tenant: Tenant): number {
  const { idle_session_lifetime } = tenant.state.configuration.tenantSettings
  return (typeof idle_session_lifetime === 'number' ? idle_session_lifetime : DEFAULT_IDLE_LIFETIME) * HOUR
}

/** What the browser keeps. The id alone is in every ID token (`sid`), so it must not be enough to be signed in. */
export function sessionCookie(tenant: Tenant, session: Session): string {
  return `${session.id}.${seal(tenant, session.id)}`
}

/** The session of a cookie, when it is genuine, has not ended, and its person still exists. */
export function findSession(tenant: Tenant, cookie: string | undefined): Session | undefined {
  const [id, given, ...more] = (cookie ?? '').split('.')
  if (id === undefined || given === undefined || more.length > 0) return undefined
  const [a, b] = [Buffer.from(given), Buffer.from(seal(tenant, id))]
  if (a.length !== b.length || !timingSafeEqual(a, b)) return undefined
  const session = tenant.state.sessions.find((each) => each.id === id)
  return session !== undefined && isLive(tenant, session) ? session : undefined
}

export function isLive(tenant: Tenant, session: Session): boolean {
  const { clock } = tenant.world
  if (secondsSince(clock, session.created_at) >= sessionLifetime(tenant)) return false
  if (secondsSince(clock, session.last_interacted_at) >= idleLifetime(tenant)) return false
  return tenant.state.users.some(({ user_id }) => user_id === session.user_id)
}

function seal(tenant: Tenant, id: string): string {
  const key = JSON.stringify(tenant.state.keys[0]?.privateJwk ?? {})
  return createHmac('sha256', key).update(`session ${id}`).digest('base64url')
}

/** The session after somebody has proven themselves: their own renewed, or a new one in place of another's. */
export function signIn(
  tenant: Tenant,
  user: User,
  method: AuthenticationMethod,
  facts: RequestFacts,
  previous: Session | undefined,
): Session {
  const now = isoNow(tenant.world.clock)
  if (previous?.user_id === user.user_id) {
    previous.methods = [...previous.methods.filter(({ name }) => name !== method.name), method]
    previous.authenticated_at = now
    touch(tenant, previous)
    return previous
  }
  if (previous !== undefined) endReplaced(tenant, previous)
  const session: Session = {
    id: randomToken(tenant.world, 24),
    user_id: user.user_id,
    methods: [method],
    authenticated_at: now,
    created_at: now,
    updated_at: now,
    last_interacted_at: now,
    clients: [],
    ip: facts.ip,
    user_agent: facts.user_agent,
  }
  tenant.state.sessions.push(session)
  return session
}

/** A login that waits behind a redirect, a form, a challenge or a question may still want its session back. */
function endReplaced(tenant: Tenant, session: Session): void {
  const { transactions } = tenant.state
  const isAwaited = transactions.some(
    ({ stage, session_id }) => WAITING.has(stage) && session_id === session.id,
  )
  if (!isAwaited) endSession(tenant, session.id)
}

const WAITING = new Set(['suspended', 'form', 'mfa', 'consent'])

export function touch(tenant: Tenant, session: Session, clientId?: string): void {
  const now = isoNow(tenant.world.clock)
  session.last_interacted_at = now
  session.updated_at = now
  if (clientId !== undefined && !session.clients.includes(clientId)) session.clients.push(clientId)
}

export function endSession(tenant: Tenant, sessionId: string): void {
  tenant.state.sessions = tenant.state.sessions.filter(({ id }) => id !== sessionId)
}
