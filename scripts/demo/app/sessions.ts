import { randomBytes } from 'node:crypto'
import type { NextFunction, Request, Response } from 'express'

/** What a login was started for; it decides what the answer is used for. */
export type Purpose = 'sign-in' | 'add-phone' | 'replace-phone' | 'remove-phone' | 'check'

/** A login that has been started and not yet answered, by its `state`. */
export type PendingLogin = { purpose: Purpose; codeVerifier: string; nonce: string }

export type Account = { idToken: string; accessToken: string; claims: Claims; signedInWith: string }
export type Claims = { sub: string; [name: string]: unknown }

/** A sentence shown once, above the next page. */
export type Notice = {
  tone: 'good' | 'calm' | 'warning'
  title: string
  text: string
  /** Where to sign in again and go on from there. */
  stepUp?: { href: string; label: string }
}

export type DemoSession = { pending: Map<string, PendingLogin>; account?: Account; notice?: Notice }

declare module 'express-serve-static-core' {
  interface Locals {
    session: DemoSession
    forgetSession: () => void
  }
}

const COOKIE = 'demo_session'

/** Sessions in memory, by an unguessable cookie; enough for a demo, gone when it stops. */
export function memorySessions() {
  const sessions = new Map<string, DemoSession>()
  return (request: Request, response: Response, next: NextFunction): void => {
    let id = cookieOf(request)
    let session = id === undefined ? undefined : sessions.get(id)
    if (id === undefined || session === undefined) {
      id = randomBytes(24).toString('base64url')
      session = { pending: new Map() }
      sessions.set(id, session)
      // Lax, so that the cookie comes along when the tenant sends the browser back to /callback.
      response.cookie(COOKIE, id, { httpOnly: true, sameSite: 'lax', path: '/' })
    }
    const owned = id
    response.locals.session = session
    response.locals.forgetSession = () => {
      sessions.delete(owned)
      response.clearCookie(COOKIE, { path: '/' })
    }
    next()
  }
}

function cookieOf(request: Request): string | undefined {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='))
  return pairs.find(([name]) => name === COOKIE)?.[1]
}
