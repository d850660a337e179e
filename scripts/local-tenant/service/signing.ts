import { EncryptJWT, jwtDecrypt, jwtVerify, SignJWT } from 'jose'
import type { JWK, JWTPayload } from 'jose'
import { createHmac } from 'node:crypto'
import type { JsonObject } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { epochSeconds } from './seconds.ts'

type Claims = JWTPayload & { iat: number; exp: number }

/** Signs with the newest key. */
export async function signToken(tenant: Tenant, claims: Claims, typ?: string): Promise<string> {
  const key = tenant.state.keys[0]
  if (key === undefined) throw new Error('The tenant has no signing key.')
  const header = { alg: 'RS256', ...(typ === undefined ? { typ: 'JWT' } : { typ }), kid: key.kid }
  // The key as it is kept: `jose` imports each once.
  return new SignJWT(claims).setProtectedHeader(header).sign(key.privateJwk)
}

export function publicKeys(tenant: Tenant): { keys: JsonObject[] } {
  return {
    keys: tenant.state.keys.map(({ kid, publicJwk }) => ({ ...publicJwk, kid, use: 'sig', alg: 'RS256' })),
  }
}

/** The claims of a token that this tenant signed, whatever its age; nothing for any other. */
export async function readOwnToken(
  tenant: Tenant,
  token: string,
  options: { evenExpired?: boolean } = {},
): Promise<JWTPayload | undefined> {
  for (const { kid, publicJwk } of tenant.state.keys) {
    try {
      // With no date, `jose` would look at the host's clock.
      const currentDate = options.evenExpired === true ? new Date(0) : tenant.world.clock.now()
      const { payload, protectedHeader } = await jwtVerify(token, publicJwk as JWK, {
        algorithms: ['RS256'],
        currentDate,
      })
      if (protectedHeader.kid === kid) return payload
    } catch {
      // Not by this key.
    }
  }
  return undefined
}

/**
 * An access token for no API in particular is for the tenant's eyes only: encrypted, as Auth0's are.
 * Source: docs, secure/tokens/access-tokens (opaque access tokens).
 */
export function sealToken(tenant: Tenant, claims: Claims): Promise<string> {
  return new EncryptJWT(claims)
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', iss: claims.iss ?? '' })
    .encrypt(sealingKey(tenant))
}

export async function openSealedToken(tenant: Tenant, token: string): Promise<JWTPayload | undefined> {
  try {
    const { payload } = await jwtDecrypt(token, sealingKey(tenant), { currentDate: tenant.world.clock.now() })
    return payload
  } catch {
    return undefined
  }
}

function sealingKey(tenant: Tenant): Uint8Array {
  const secret = JSON.stringify(tenant.state.keys[0]?.privateJwk ?? {})
  return new Uint8Array(createHmac('sha256', secret).update('opaque access tokens').digest())
}

export function lifetime(tenant: Tenant, seconds: number): { iat: number; exp: number } {
  const iat = epochSeconds(tenant.world.clock)
  return { iat, exp: iat + seconds }
}
