import type { JWTPayload } from 'jose'
import type { JsonObject } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { findUser } from './accounts.ts'
import { profileClaims } from './profile-claims.ts'
import { openSealedToken, readOwnToken } from './signing.ts'

/** The claims that the token's scopes allow; nothing when it is not a token for `/userinfo` of this host. */
export async function readUserinfo(
  tenant: Tenant,
  token: string,
  hostname: string,
): Promise<(JsonObject & { sub: string }) | undefined> {
  const payload = (await openSealedToken(tenant, token)) ?? (await readOwnToken(tenant, token))
  if (payload === undefined || !isForUserinfo(payload, hostname)) return undefined
  const user = payload.sub === undefined ? undefined : findUser(tenant, payload.sub)
  if (user === undefined || user.blocked === true) return undefined
  return { sub: user.user_id, ...profileClaims(user, String(payload['scope']).split(' ')) }
}

function isForUserinfo({ iss, aud }: JWTPayload, hostname: string): boolean {
  return iss === `https://${hostname}/` && [aud].flat().includes(`https://${hostname}/userinfo`)
}
