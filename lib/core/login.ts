import type { InnerAccount } from './account-history.ts'
import type { ProvenMethod } from './freshness.ts'
import type { Ask } from './outcome.ts'
import type { PhoneNumber } from './phone-number.ts'
import type { UserId } from './user-id.ts'

/** The facts of one login that decisions rest on. All of them come from the platform, none from the client. */
export type Login = {
  /** `companion` runs inner logins; `enabled` may ask for phone changes; `other` is left alone. */
  client: 'companion' | 'enabled' | 'other'
  /** The connection's strategy, e.g. `email` or `sms`. */
  connection: string
  userId: UserId
  emailVerified: boolean
  /** False for silent logins, refresh tokens and every other login without a browser page to show. */
  canShowPage: boolean
  /** Whether the host that serves this login is one of the tenant's configured hosts. */
  hostConfigured: boolean
  ask: Ask
  methods: readonly ProvenMethod[]
  /** Whether the user has enrolled a second factor. */
  hasFactor: boolean
  /** The number that is already linked. */
  phone: PhoneNumber | undefined
  /** When this user started phone challenges, as far as remembered. */
  attempts: readonly Date[]
  /** Whether the app asked for the `phone` scope. */
  wantsPhoneClaims: boolean
}

/** What the inner login needs to know about where it runs. */
export type InnerLoginSetting = { host: string; companionClientId: string; uiLocales: readonly string[] }

/** What the inner login would vouch for: the account that has just been reached through the companion. */
export type ReachedAccount = { account: InnerAccount; phone: string | undefined; phoneVerified: boolean }
