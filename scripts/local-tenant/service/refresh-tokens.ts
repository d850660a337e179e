import type { Client, JsonObject, RefreshToken } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { randomToken } from './random.ts'
import { isoNow } from './seconds.ts'

export function isRotating(client: Client): boolean {
  return refreshSettings(client)['rotation_type'] === 'rotating'
}

export function refreshSettings(client: Client): JsonObject {
  return (client['refresh_token'] ?? {}) as JsonObject
}

/** What a refresh token is for, as an authorization code says it too. */
type Granted = Pick<
  RefreshToken,
  'client_id' | 'user_id' | 'session_id' | 'scope' | 'audience' | 'hostname' | 'auth_time' | 'organization'
>

/**
 * Somebody's tokens of one app that can still be used; for one more the oldest goes.
 * Source: Auth0 docs, troubleshoot/customer-support/operational-policies/entity-limit-policy.
 */
const TOKENS_PER_APP = 200

export function issueRefreshToken(tenant: Tenant, granted: Granted): RefreshToken {
  const present = tenant.state.refreshTokens.filter(
    ({ client_id, user_id, spent }) =>
      client_id === granted.client_id && user_id === granted.user_id && !spent,
  )
  const [oldest] = present
  if (oldest !== undefined && present.length >= TOKENS_PER_APP) revokeFamily(tenant, oldest.family)
  return keep(tenant, {
    family: randomToken(tenant.world, 12),
    ...{ client_id: granted.client_id, user_id: granted.user_id, session_id: granted.session_id },
    ...{ scope: granted.scope, hostname: granted.hostname, auth_time: granted.auth_time },
    ...(granted.audience === undefined ? {} : { audience: granted.audience }),
    ...(granted.organization === undefined ? {} : { organization: granted.organization }),
  })
}

/** The next token of a family; the one it came from is spent. */
export function rotate(tenant: Tenant, old: RefreshToken): RefreshToken {
  const { family, client_id, user_id, session_id, scope, audience, hostname, auth_time, organization } = old
  old.spent = true
  return keep(tenant, {
    ...{ family, client_id, user_id, session_id, scope, hostname, auth_time },
    ...(audience === undefined ? {} : { audience }),
    ...(organization === undefined ? {} : { organization }),
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
