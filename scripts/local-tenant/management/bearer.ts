import type { MiddlewareHandler } from 'hono'
import { createLocalJWKSet, errors, jwtVerify } from 'jose'
import type { Tenant } from '../tenant.ts'
import { ApiError } from './api-error.ts'

/** Who calls: an application with a client grant, or (with `current_user` scopes) a person. */
export type Bearer = { subject: string; clientId: string; scopes: Set<string> }

/** `noteScope` is told, where somebody listens, which scope has let a call through. */
export type ApiEnv = {
  Bindings: { noteScope?: (scope: string) => void }
  Variables: { bearer: Bearer }
}

/**
 * Lets in whoever has an access token of this tenant for the Management API. The audience is always the canonical
 * domain's; a token obtained through a custom domain has that domain as its issuer.
 * Source: Auth0 docs, customize/custom-domains; secure/tokens/access-tokens/management-api-access-tokens.
 */
export function requireToken(tenant: Tenant): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const [scheme, token] = (c.req.header('authorization') ?? '').split(' ')
    if (!token || scheme?.toLowerCase() !== 'bearer') throw new ApiError(401, 'Missing authentication')
    c.set('bearer', await verify(tenant, token))
    await next()
  }
}

async function verify(tenant: Tenant, token: string): Promise<Bearer> {
  const { config, state, world } = tenant
  const keys = createLocalJWKSet({ keys: state.keys.map(({ publicJwk }) => ({ kty: 'RSA', ...publicJwk })) })
  try {
    const { payload } = await jwtVerify(token, keys, {
      algorithms: ['RS256'],
      issuer: [config.domain, ...config.customDomains].map((host) => `https://${host}/`),
      audience: `https://${config.domain}/api/v2/`,
      currentDate: world.clock.now(),
      requiredClaims: ['sub', 'exp'],
    })
    const text = (claim: unknown) => (typeof claim === 'string' ? claim : '')
    return {
      subject: text(payload.sub),
      clientId: text(payload['azp']),
      scopes: new Set(text(payload['scope']).split(' ')),
    }
  } catch (error) {
    throw new ApiError(401, reasonOf(error))
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'Expired token received for JSON Web Token validation'
  if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'aud') return 'Bad audience'
  if (error instanceof errors.JWSSignatureVerificationFailed)
    return 'Invalid signature received for JSON Web Token validation'
  return 'Invalid token'
}

/** Lets an operation through when the token has any of these scopes. */
export function permit(...scopes: string[]): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const used = scopes.find((scope) => c.get('bearer').scopes.has(scope))
    if (used === undefined) throw insufficientScope(scopes)
    // A request that came through no server has no env.
    ;(c.env as ApiEnv['Bindings'] | undefined)?.noteScope?.(used)
    await next()
  }
}

export const hasAny = (bearer: Bearer, scopes: string[]): boolean =>
  scopes.some((scope) => bearer.scopes.has(scope))

export const insufficientScope = (scopes: string[]) =>
  new ApiError(403, `Insufficient scope, expected any of: ${scopes.join(',')}`, 'insufficient_scope')
