import type { Client, JsonObject, TokenEffects, User } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { randomToken } from './random.ts'
import { customClaims, profileClaims } from './profile-claims.ts'
import { organizationClaims } from './organization-claims.ts'
import { findResourceServer } from './resource-servers.ts'
import { lifetime, sealToken, signToken } from './signing.ts'

export type TokenRequest = {
  client: Client
  user: User
  hostname: string
  sessionId: string
  scope: string[]
  audience?: string | undefined
  /** The id of the organization that was logged in to. */
  organization?: string | undefined
  nonce?: string | undefined
  authTime?: number | undefined
  effects: TokenEffects
}

export type TokenAnswer = {
  access_token: string
  id_token?: string
  refresh_token?: string
  scope?: string
  expires_in: number
  token_type: 'Bearer'
}

/** Seconds. Source: Auth0 docs, secure/tokens/id-tokens/update-id-token-lifetime. */
const ID_TOKEN_LIFETIME = 36_000
const OPAQUE_LIFETIME = 86_400

/** Tokens for a person: the access token always, the ID token when `openid` was granted. */
export async function issueTokens(tenant: Tenant, request: TokenRequest): Promise<TokenAnswer> {
  const { token, expiresIn } = await accessToken(tenant, request)
  return {
    access_token: token,
    ...(request.scope.includes('openid') ? { id_token: await idToken(tenant, request) } : {}),
    scope: request.scope.join(' '),
    expires_in: expiresIn,
    token_type: 'Bearer',
  }
}

function idToken(tenant: Tenant, request: TokenRequest): Promise<string> {
  const { client, user, hostname, sessionId, scope, nonce, authTime, effects } = request
  const settings = client['jwt_configuration'] as JsonObject | undefined
  const seconds = settings?.['lifetime_in_seconds']
  return signToken(tenant, {
    ...customClaims(effects.idTokenClaims),
    // After the custom ones, except where an Action may fill in what the root profile lacks.
    ...withoutKeys(profileClaims(user, scope), effects.idTokenClaims),
    iss: `https://${hostname}/`,
    sub: user.user_id,
    aud: client.client_id,
    ...lifetime(tenant, typeof seconds === 'number' ? seconds : ID_TOKEN_LIFETIME),
    sid: sessionId,
    ...organizationClaims(tenant, request.organization),
    ...(nonce === undefined ? {} : { nonce }),
    ...(authTime === undefined ? {} : { auth_time: authTime }),
  })
}

async function accessToken(tenant: Tenant, request: TokenRequest) {
  const { client, user, hostname, scope, audience, effects } = request
  const api = audience === undefined ? undefined : findResourceServer(tenant, audience)
  const userinfo = `https://${hostname}/userinfo`
  const expiresIn = api?.tokenLifetime ?? OPAQUE_LIFETIME
  const claims = {
    ...customClaims(effects.accessTokenClaims),
    iss: `https://${hostname}/`,
    sub: user.user_id,
    aud:
      api === undefined ? [userinfo] : scope.includes('openid') ? [api.identifier, userinfo] : api.identifier,
    ...lifetime(tenant, expiresIn),
    scope: scope.join(' '),
    azp: client.client_id,
    ...organizationClaims(tenant, request.organization),
    jti: randomToken(tenant.world, 16),
  }
  const token = api === undefined ? await sealToken(tenant, claims) : await signToken(tenant, claims)
  return { token, expiresIn }
}

/** A token for a client itself. */
export async function issueClientToken(
  tenant: Tenant,
  client: Client,
  hostname: string,
  audience: string,
  scope: string[],
): Promise<TokenAnswer> {
  const expiresIn = findResourceServer(tenant, audience)?.tokenLifetime ?? OPAQUE_LIFETIME
  const access_token = await signToken(tenant, {
    iss: `https://${hostname}/`,
    sub: `${client.client_id}@clients`,
    aud: audience,
    ...lifetime(tenant, expiresIn),
    ...(scope.length === 0 ? {} : { scope: scope.join(' ') }),
    gty: 'client-credentials',
    azp: client.client_id,
    jti: randomToken(tenant.world, 16),
  })
  return {
    access_token,
    ...(scope.length === 0 ? {} : { scope: scope.join(' ') }),
    expires_in: expiresIn,
    token_type: 'Bearer',
  }
}

function withoutKeys(claims: JsonObject, others: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(claims).filter(([name]) => !(name in others)))
}
