import * as oidc from 'openid-client'
import { CALLBACK, listenForAnswer } from './loopback.ts'
import { asRefused } from './refused.ts'
import type { Tenant } from './tenant.ts'
import { readTokens } from './tokens.ts'
import type { Tokens } from './tokens.ts'

/** How a login is shown to the person: in the browser they use anyway, never in a window of the app's own (RFC 8252, section 8.12). */
export type OpenBrowser = (url: URL) => Promise<void>

/** `offline_access` asks for a refresh token, `phone` for the claims `phone_number` and `phone_number_verified`. */
export const SCOPE = 'openid profile email phone offline_access'

/**
 * One login in the system browser: the code flow with PKCE, state and nonce (RFC 8252, section 6).
 *
 * @param asked further parameters of `/authorize`, e.g. `{ 'ext-phone': 'add' }`
 * @throws Refused when the tenant or the person said no; an error when no answer came, or one that does not hold
 */
export async function loginInBrowser(
  tenant: Tenant,
  openBrowser: OpenBrowser,
  asked: Record<string, string>,
  signal: AbortSignal,
): Promise<Tokens> {
  const state = oidc.randomState()
  const nonce = oidc.randomNonce()
  const codeVerifier = oidc.randomPKCECodeVerifier()
  const url = oidc.buildAuthorizationUrl(tenant, {
    redirect_uri: CALLBACK.href,
    scope: SCOPE,
    code_challenge: await oidc.calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    state,
    nonce,
    ...asked,
  })
  // Listening first: a browser with a session may be back at once.
  const loopback = await listenForAnswer(state, signal)
  try {
    await openBrowser(url)
    const tokens = await oidc.authorizationCodeGrant(tenant, await loopback.answer, {
      pkceCodeVerifier: codeVerifier,
      expectedNonce: nonce,
      expectedState: state,
      idTokenExpected: true,
    })
    return readTokens(tokens)
  } catch (error) {
    throw asRefused(error)
  } finally {
    await loopback.close()
  }
}
