import * as oidc from 'openid-client'
import { SCOPE } from '../native/browser-login.ts'
import { asRefused, readRefusal } from '../native/refused.ts'
import type { Tenant, TenantAddress } from '../native/tenant.ts'
import { readTokens } from '../native/tokens.ts'
import type { Tokens } from '../native/tokens.ts'

/** Who gets a code, and where: an email address, or a phone number as E.164, e.g. `+447400123456`. */
export type Recipient = { realm: 'email' | 'sms'; username: string }

const GRANT = 'http://auth0.com/oauth/grant-type/passwordless/otp'

/**
 * Has the tenant send a code.
 * Source: Auth0 Authentication API, Get code or link (`POST /passwordless/start`).
 *
 * @throws Refused, e.g. `too_many_requests`
 */
export async function sendCode(
  { domain, clientId, fetch: fetcher = fetch }: TenantAddress,
  { realm, username }: Recipient,
): Promise<void> {
  const answer = await fetcher(`https://${domain}/passwordless/start`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      client_id: clientId,
      connection: realm,
      [realm === 'email' ? 'email' : 'phone_number']: username,
      send: 'code',
    }),
  })
  if (answer.ok) return
  const { error = 'unknown', error_description } = (await answer.json().catch(() => ({}))) as OAuthProblem
  throw readRefusal(error, error_description)
}

type OAuthProblem = { error?: string; error_description?: string }

/**
 * Trades the code for tokens. With `linkTo`, the ID token of an email account, a code by text adds the phone to that
 * account, and the tokens are the account's.
 * Source: Auth0 Authentication API, Authenticate user (`POST /oauth/token`, passwordless OTP grant).
 *
 * @throws Refused, with `invalid_grant` for a wrong code and with a code of phone linking where that said no
 */
export async function tradeCode(
  tenant: Tenant,
  { realm, username }: Recipient,
  code: string,
  linkTo?: string,
): Promise<Tokens> {
  try {
    const answer = await oidc.genericGrantRequest(tenant, GRANT, {
      ...{ realm, username, otp: code, scope: SCOPE },
      ...(linkTo === undefined ? {} : { link_to: linkTo }),
    })
    return readTokens(answer)
  } catch (error) {
    throw asRefused(error)
  }
}
