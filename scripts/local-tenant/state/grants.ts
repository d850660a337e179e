import type { TokenEffects } from './logins.ts'

export type AuthorizationCode = {
  code: string
  client_id: string
  redirect_uri: string
  user_id: string
  session_id: string
  scope: string[]
  audience?: string
  nonce?: string
  code_challenge?: string
  hostname: string
  auth_time: number
  issued_at: string
  expires_at: string
  used: boolean
  effects: TokenEffects
  /** The id of the organization that was logged in to. */
  organization?: string
  /** Refresh-token family to revoke if the code is replayed. */
  refresh_family?: string
  include_auth_time: boolean
}

/** What somebody has allowed an application: it is asked for once, in each organization anew. */
export type UserGrant = {
  id: string
  user_id: string
  client_id: string
  audience: string
  scope: string[]
  /** The id of the organization that was logged in to. */
  organization?: string
}

export type RefreshToken = {
  id: string
  token: string
  family: string
  client_id: string
  user_id: string
  session_id: string
  scope: string[]
  audience?: string
  hostname: string
  /** As of the code that it came from. */
  organization?: string
  created_at: string
  auth_time: number
  /** Set when rotated or revoked. */
  spent: boolean
}
