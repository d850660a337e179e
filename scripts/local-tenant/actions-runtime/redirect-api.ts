import type { ActionEffects, RunRequest } from './messages.ts'
import { refuseSecondPage } from './one-page.ts'
import { encodeSessionToken, validateSessionToken } from './session-token.ts'

/** The facts of the event that redirects need; the event itself belongs to the Action and may be changed by it. */
export type RedirectFacts = {
  protocol: string
  hostname: string
  ip: string
  userId: string
  query: { [name: string]: unknown }
  body: { [name: string]: unknown }
  /** Milliseconds since 1970, as the tenant has it. */
  now: () => number
}

/** Logins that happen in a browser. Source: Auth0 docs, …/login-trigger/redirect-with-actions (restrictions). */
const BROWSER_PROTOCOLS = new Set([
  'oidc-basic-profile',
  'oidc-implicit-profile',
  'oidc-hybrid-profile',
  'samlp',
  'wsfed',
])

export type RedirectApi = {
  canRedirect(): boolean
  sendUserTo(url: string, options?: { query?: { [name: string]: string } }): void
  encodeToken(options: { secret: string; expiresInSeconds?: number; payload: object }): string
  validateToken(options: { secret: string; tokenParameterName?: string }): { [claim: string]: unknown }
}

export function createRedirectApi(
  run: Pick<RunRequest, 'canRedirect'>,
  facts: RedirectFacts,
  effects: ActionEffects,
): RedirectApi {
  const inBrowser = BROWSER_PROTOCOLS.has(facts.protocol)
  return {
    canRedirect: () => inBrowser && run.canRedirect,
    sendUserTo(url, options) {
      if (effects.redirectUrl !== undefined) throw new Error('An Action may redirect only once.')
      refuseSecondPage(effects, 'redirect')
      if (typeof url !== 'string' || !URL.canParse(url)) throw new Error('sendUserTo needs an absolute URL.')
      const target = new URL(url)
      for (const [name, value] of Object.entries(options?.query ?? {})) {
        target.searchParams.set(name, String(value))
      }
      effects.redirectUrl = target.href
    },
    encodeToken: (options) =>
      encodeSessionToken(
        { issuer: facts.hostname, subject: facts.userId, ip: facts.ip, now: facts.now() },
        options,
      ),
    validateToken: ({ secret, tokenParameterName = 'session_token' }) =>
      validateSessionToken(
        facts.body[tokenParameterName] ?? facts.query[tokenParameterName],
        secret,
        facts.query['state'] ?? facts.body['state'],
        facts.now(),
      ),
  }
}
