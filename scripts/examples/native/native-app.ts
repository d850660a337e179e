import * as oidc from 'openid-client'
import { loginInBrowser } from './browser-login.ts'
import type { OpenBrowser } from './browser-login.ts'
import { asRefused, Refused } from './refused.ts'
import type { Tenant } from './tenant.ts'
import { readTokens } from './tokens.ts'
import type { Claims, TokenStore, Tokens } from './tokens.ts'

/** How long a person may take in the browser, in milliseconds: two codes, and the phone step's own ten minutes. */
const PATIENCE_MS = 15 * 60_000

export type NativeApp = {
  /** Signs in by a code to the email address. */
  signIn(): Promise<Claims>
  /** Adds a phone to the account that is signed in; the claim `phone_link` says what came of it. */
  addPhone(): Promise<Claims>
  /** Asks for fresh claims without a page. */
  refresh(): Promise<Claims>
  /** Forgets the person here, and has the tenant take back the refresh token. */
  signOut(): Promise<void>
}

/** Each of the app's steps throws `Refused` when the tenant, or the person, said no. */
export function createNativeApp(
  tenant: Tenant,
  store: TokenStore,
  openBrowser: OpenBrowser,
  patience: () => AbortSignal = () => AbortSignal.timeout(PATIENCE_MS),
): NativeApp {
  const login = (asked: Record<string, string>) => loginInBrowser(tenant, openBrowser, asked, patience())
  return {
    async signIn() {
      return keep(store, await login({ connection: 'email' }))
    },
    async addPhone() {
      const { claims } = signedIn(store)
      return keep(store, sameAccount(claims, await login({ 'ext-phone': 'add' })))
    },
    refresh: () => store.exclusively(() => refresh(tenant, store)),
    signOut: () => store.exclusively(() => signOut(tenant, store)),
  }
}

/**
 * Trades the refresh token for new tokens. With rotation each can be used once: the new one is kept before anything
 * else is done, and no two refreshes run at the same time. When the tenant sees one for the second time, somebody else
 * has a copy, and it takes back the whole family; so does a phone that has been replaced or removed. Then the person
 * signs in again. Source: Auth0 docs, secure/tokens/refresh-tokens/refresh-token-rotation.
 */
async function refresh(tenant: Tenant, store: TokenStore): Promise<Claims> {
  const { claims, refreshToken } = signedIn(store)
  try {
    const tokens = readTokens(await oidc.refreshTokenGrant(tenant, refreshToken))
    return keep(store, sameAccount(claims, tokens))
  } catch (error) {
    const refused = asRefused(error)
    if (!(refused instanceof Refused)) throw error
    store.clear()
    if (refused.code !== 'invalid_grant') throw refused
    throw new Refused('sign_in_again', 'Your login has ended. Sign in again.', { cause: error })
  }
}

async function signOut(tenant: Tenant, store: TokenStore): Promise<void> {
  const tokens = store.load()
  store.clear()
  if (tokens !== undefined) await oidc.tokenRevocation(tenant, tokens.refreshToken)
}

/** @throws Refused when nobody is */
export function signedIn(store: TokenStore): Tokens {
  const tokens = store.load()
  if (tokens === undefined) throw new Refused('not_signed_in', 'Nobody is signed in. Sign in first.')
  return tokens
}

/** In the browser somebody else may be signed in; their login is never taken for the person's own. */
export function sameAccount(claims: Claims, tokens: Tokens): Tokens {
  if (tokens.claims.sub === claims.sub) return tokens
  throw new Refused('another_account', 'That was another account. You are still signed in to your own.')
}

export function keep(store: TokenStore, tokens: Tokens): Claims {
  store.save(tokens)
  return tokens.claims
}
