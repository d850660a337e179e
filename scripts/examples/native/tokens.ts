import type * as oidc from 'openid-client'

/** What the ID token says, once its signature, issuer, audience, nonce and times have been checked. */
export type Claims = { sub: string; [name: string]: unknown }

/** What the app keeps of a login. */
export type Tokens = { idToken: string; refreshToken: string; claims: Claims }

/** Where the app keeps them. */
export type TokenStore = {
  load(): Tokens | undefined
  save(tokens: Tokens): void
  clear(): void
  /** Runs the work while nobody else, in this process or another, runs theirs. */
  exclusively<T>(work: () => Promise<T>): Promise<T>
}

type Answer = oidc.TokenEndpointResponse & oidc.TokenEndpointResponseHelpers

/** @throws when the answer lacks a token that was asked for: the client may not have the grant `refresh_token` */
export function readTokens(answer: Answer): Tokens {
  const { id_token, refresh_token } = answer
  const claims = answer.claims()
  if (id_token === undefined || claims === undefined) throw new Error('The tenant sent no ID token.')
  if (refresh_token === undefined) {
    throw new Error('The tenant sent no refresh token: allow the grant Refresh Token for this application.')
  }
  return { idToken: id_token, refreshToken: refresh_token, claims }
}
