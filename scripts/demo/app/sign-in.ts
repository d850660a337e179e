import * as oidc from 'openid-client'
import type { Account, Claims, DemoSession, Purpose } from './sessions.ts'

export type SignInSettings = {
  /** The tenant's origin, e.g. `https://localhost:3443`. */
  issuer: string
  clientId: string
  clientSecret: string
  /** This app's own origin, e.g. `http://localhost:3000`. */
  appOrigin: string
  fetch: typeof fetch
}

export type SignIn = {
  start(session: DemoSession, purpose: Purpose, extra: Record<string, string>): Promise<URL>
  finish(session: DemoSession, callback: URL): Promise<{ purpose: Purpose; account: Account }>
  signOutUrl(account: Account | undefined): URL
}

/** The app's whole use of OpenID Connect: the code flow with PKCE, state and nonce, as the library offers it. */
export async function connectSignIn(settings: SignInSettings): Promise<SignIn> {
  const tenant = await oidc.discovery(
    new URL(`${settings.issuer}/`),
    settings.clientId,
    settings.clientSecret,
    undefined,
    { [oidc.customFetch]: settings.fetch as oidc.CustomFetch },
  )
  return {
    start: (session, purpose, extra) => start(tenant, settings, session, purpose, extra),
    finish: (session, callback) => finish(tenant, session, callback),
    signOutUrl: (account) =>
      oidc.buildEndSessionUrl(tenant, {
        post_logout_redirect_uri: `${settings.appOrigin}/`,
        ...(account === undefined ? {} : { id_token_hint: account.idToken }),
      }),
  }
}

async function start(
  tenant: oidc.Configuration,
  settings: SignInSettings,
  session: DemoSession,
  purpose: Purpose,
  extra: Record<string, string>,
): Promise<URL> {
  const state = oidc.randomState()
  const nonce = oidc.randomNonce()
  const codeVerifier = oidc.randomPKCECodeVerifier()
  session.pending.set(state, { purpose, codeVerifier, nonce })
  return oidc.buildAuthorizationUrl(tenant, {
    redirect_uri: `${settings.appOrigin}/callback`,
    scope: 'openid profile email phone',
    audience: 'https://api.example.com/',
    code_challenge: await oidc.calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    state,
    nonce,
    ...extra,
  })
}

async function finish(tenant: oidc.Configuration, session: DemoSession, callback: URL) {
  const state = callback.searchParams.get('state') ?? ''
  const pending = session.pending.get(state)
  if (pending === undefined) throw new UnknownLogin()
  session.pending.delete(state)
  const tokens = await oidc
    .authorizationCodeGrant(tenant, callback, {
      pkceCodeVerifier: pending.codeVerifier,
      expectedNonce: pending.nonce,
      expectedState: state,
      idTokenExpected: true,
    })
    .catch((cause: unknown) => {
      throw new LoginFailed(pending.purpose, cause)
    })
  const claims = tokens.claims() as Claims
  const account = { idToken: tokens.id_token ?? '', accessToken: tokens.access_token, claims }
  return { purpose: pending.purpose, account: { ...account, signedInWith: waysIn(claims) } }
}

const waysIn = (claims: Claims): string =>
  typeof claims['phone_number'] === 'string' ? 'email or phone' : 'email'

/** The answer belongs to no login of this browser: an old link, another browser, or a forged one. */
export class UnknownLogin extends Error {
  override name = 'UnknownLogin'
}

/** The tenant answered with an error, or with something that does not pass the library's checks. */
export class LoginFailed extends Error {
  override name = 'LoginFailed'
  readonly purpose: Purpose
  readonly code: string
  readonly description: string
  constructor(purpose: Purpose, cause: unknown) {
    super('The login failed', { cause })
    this.purpose = purpose
    const known = cause instanceof oidc.AuthorizationResponseError || cause instanceof oidc.ResponseBodyError
    this.code = known ? cause.error : 'invalid_answer'
    this.description = known ? (cause.error_description ?? '') : ''
  }
}
