import type { Configuration } from './configuration.ts'
import type { Session, User } from './state/accounts.ts'
import type { AuthorizationCode, RefreshToken, UserGrant } from './state/grants.ts'
import type { LoginTransaction, OneTimeCode } from './state/logins.ts'
import type { PhoneNetworksState } from './state/phone-networks.ts'
import type { InboxMessage, LogEvent, SigningKey } from './state/records.ts'

/**
 * Everything a local tenant knows, as plain JSON, so that it can be saved to a snapshot and loaded again.
 * Services read and write it; endpoints never do.
 */

export type * from './configuration.ts'
export type * from './json.ts'
export type * from './state/accounts.ts'
export type * from './state/grants.ts'
export type * from './state/logins.ts'
export type * from './state/phone-networks.ts'
export type * from './state/records.ts'

export type TenantState = {
  /** The shape of this file; a snapshot of another version is not loaded. */
  version: 1
  keys: SigningKey[]
  configuration: Configuration
  users: User[]
  logs: LogEvent[]
  inbox: InboxMessage[]
  sessions: Session[]
  transactions: LoginTransaction[]
  oneTimeCodes: OneTimeCode[]
  authorizationCodes: AuthorizationCode[]
  refreshTokens: RefreshToken[]
  /** Consent that was given. Not in snapshots of earlier days. */
  userGrants?: UserGrant[]
  /** Of the networks beside the tenant. Not in snapshots of earlier days. */
  phoneNetworks?: PhoneNetworksState
}
