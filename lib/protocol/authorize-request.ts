import type { Ticket } from '../core/ticket.ts'
import { buildChallenge } from './pkce.ts'

export type InnerLoginRequest = {
  /** What is to be proven: a phone, or the account's email address once more. */
  connection: 'sms' | 'email'
  /** The host that serves the outer login: its browser cookie is needed to come back. */
  host: string
  clientId: string
  ticket: Ticket
  /** The outer login's `ui_locales`, BCP 47 tags, most wanted first. */
  uiLocales: readonly string[]
  /** A number that the person has typed already, E.164. */
  loginHint?: string | undefined
  /** What Auth0 hands on to the Action that delivers the code. */
  correlationId?: string | undefined
}

/** The callback of inner logins. Auth0 resumes the outer login there, by the `state` that it adds itself. */
export function buildContinueUrl(host: string): string {
  return `https://${host}/continue`
}

/**
 * The inner login's `/authorize` URL: one passwordless connection, PKCE S256 and nonce (OIDC Core §3.1.2.1, RFC 7636 §4.3).
 * It has no `state`: Auth0 appends its own when an Action redirects
 * (https://auth0.com/docs/customize/actions/explore-triggers/signup-and-login-triggers/login-trigger/redirect-with-actions).
 * `max_age=0` makes the ID token carry `auth_time` and asks for a code whatever session exists.
 */
export function buildInnerLoginUrl(request: InnerLoginRequest): string {
  const url = new URL(`https://${request.host}/authorize`)
  const parameters = {
    client_id: request.clientId,
    redirect_uri: buildContinueUrl(request.host),
    response_type: 'code',
    response_mode: 'query',
    scope: request.connection === 'sms' ? 'openid phone' : 'openid',
    connection: request.connection,
    code_challenge: buildChallenge(request.ticket.verifier),
    code_challenge_method: 'S256',
    nonce: request.ticket.nonce,
    max_age: '0',
    ...(request.correlationId !== undefined && { correlation_id: request.correlationId }),
    ...(request.loginHint !== undefined && { login_hint: request.loginHint }),
    ...(request.uiLocales.length > 0 && { ui_locales: request.uiLocales.join(' ') }),
  }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  return url.href
}
