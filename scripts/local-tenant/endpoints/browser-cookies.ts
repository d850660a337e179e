import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { Session } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { randomToken } from '../service/random.ts'
import { findSession, sessionCookie, sessionLifetime } from '../service/sessions.ts'

const SESSION = 'auth0'
/** Binds a login to the browser that began it. */
const BROWSER = 'did'

/** Seconds; Auth0 keeps the browser's own id for a year. */
const BROWSER_LIFETIME = 31_557_600

// SameSite=None as at Auth0: silent logins run in frames of other sites.
const ATTRIBUTES = { path: '/', httpOnly: true, secure: true, sameSite: 'None' } as const

export function readBrowserId(c: Context): string | undefined {
  return getCookie(c, BROWSER)
}

export function ensureBrowserId(c: Context, tenant: Tenant): string {
  const known = readBrowserId(c)
  if (known !== undefined && /^[\w-]{43}$/.test(known)) return known
  const id = randomToken(tenant.world)
  setCookie(c, BROWSER, id, { ...ATTRIBUTES, maxAge: BROWSER_LIFETIME })
  return id
}

export function readSession(c: Context, tenant: Tenant): Session | undefined {
  return findSession(tenant, getCookie(c, SESSION))
}

export function keepSession(c: Context, tenant: Tenant, session: Session): void {
  // More than 400 days is refused by browsers, and by the router.
  const maxAge = Math.min(sessionLifetime(tenant), 400 * 86_400)
  setCookie(c, SESSION, sessionCookie(tenant, session), { ...ATTRIBUTES, maxAge })
}

export function forgetSession(c: Context): void {
  setCookie(c, SESSION, '', { ...ATTRIBUTES, maxAge: 0 })
}
