import type { JsonObject } from '../json.ts'

/** A text, call or email the tenant "sent". */
export type InboxMessage = {
  id: string
  channel: 'sms' | 'voice' | 'email'
  to: string
  from: string
  subject?: string
  text: string
  /** The one-time code, for tests and the demo's auto-play; a phone shows only the text. */
  code?: string
  /** Unknown to a phone network. */
  client_id?: string
  at: string
}

export type LogEvent = {
  log_id: string
  /** Auth0's log event type code, e.g. `s`, `f`, `fs`, `seacft`, `sapi`. */
  type: string
  description: string
  date: string
  client_id?: string
  client_name?: string
  connection?: string
  strategy?: string
  user_id?: string
  user_name?: string
  ip?: string
  user_agent?: string
  hostname?: string
  references?: { correlation_id: string }
  details?: JsonObject
}

/** RS256 signing keys as private JWKs, newest first. */
export type SigningKey = { kid: string; privateJwk: JsonObject; publicJwk: JsonObject }
