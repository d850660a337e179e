import type { JsonObject } from '../json.ts'

/** One way into an account, as the Management API shows it. */
export type Identity = {
  provider: string
  user_id: string
  connection: string
  isSocial: boolean
  /** Only on linked (secondary) identities. */
  profileData?: JsonObject
}

export type User = {
  user_id: string
  identities: Identity[]
  email?: string
  email_verified?: boolean
  phone_number?: string
  phone_verified?: boolean
  username?: string
  given_name?: string
  family_name?: string
  name: string
  nickname?: string
  picture: string
  created_at: string
  updated_at: string
  user_metadata: JsonObject
  app_metadata: JsonObject
  logins_count: number
  last_login?: string
  last_ip?: string
  blocked?: boolean
  /** What somebody can prove themselves with besides; no part of the profile. */
  authentication_methods?: EnrolledMethod[]
}

/** An authenticator app. Its secret never leaves the tenant again. */
export type EnrolledMethod = {
  id: string
  type: 'totp'
  name?: string
  totp_secret: string
  created_at: string
  last_auth_at?: string
  /** The 30-second step of the newest code that was accepted: it and older ones are used up. */
  last_step?: number
}

export type AuthenticationMethod = { name: string; timestamp: string }

/** The browser's single sign-on session. */
export type Session = {
  id: string
  user_id: string
  methods: AuthenticationMethod[]
  authenticated_at: string
  created_at: string
  updated_at: string
  last_interacted_at: string
  clients: string[]
  ip: string
  user_agent: string
}
