import type { AuthorizationCode, Client, JsonObject, RefreshToken } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { randomToken } from './random.ts'
import { isoNow } from './seconds.ts'

export function isRotating(client: Client): boolean {
  return refreshSettings(client)['rotation_type'] === 'rotating'
}

export function refreshSettings(client: Client): JsonObject {
  return (client['refresh_token'] ?? {}) as JsonObject
}

export function issueRefreshToken(tenant: Tenant, code: AuthorizationCode): RefreshToken {
  return keep(tenant, {
    family: randomToken(tenant.world, 12),
    ...{ client_id: code.client_id, user_id: code.user_id, session_id: code.session_id },
    ...{ scope: code.scope, hostname: code.hostname, auth_time: code.auth_time },
    ...(code.audience === undefined ? {} : { audience: code.audience }),
  })
}

/** The next token of a family; the one it came from is spent. */
export function rotate(tenant: Tenant, old: RefreshToken): RefreshToken {
  const { family, client_id, user_id, session_id, scope, audience, hostname, auth_time } = old
  old.spent = true
  return keep(tenant, {
    ...{ family, client_id, user_id, session_id, scope, hostname, auth_time },
    ...(audience === undefined ? {} : { audience }),
  })
}

export function revokeFamily(tenant: Tenant, family: string): void {
  for (const token of tenant.state.refreshTokens) if (token.family === family) token.spent = true
}

function keep(
  tenant: Tenant,
  token: Omit<RefreshToken, 'id' | 'token' | 'created_at' | 'spent'>,
): RefreshToken {
  const { world, state } = tenant
  const kept: RefreshToken = {
    ...{ id: randomToken(world, 12), token: `v1.${randomToken(world, 48)}` },
    ...token,
    ...{ created_at: isoNow(world.clock), spent: false },
  }
  state.refreshTokens.push(kept)
  return kept
}
