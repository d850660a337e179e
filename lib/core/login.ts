import type { InnerAccount } from './account-history.ts'
import type { Attempt } from './attempts.ts'
import type { ProvenMethod } from './freshness.ts'
import type { Ask } from './outcome.ts'
import type { PendingChange } from './pending-change.ts'
import type { PhoneNumber } from './phone-number.ts'
import type { Offers } from './policy.ts'
import type { SmsOnlyFacts } from './sms-only-account.ts'
import type { IdentityRef, UserId } from './user-id.ts'
import type { Want } from './want.ts'

/** A phone that is linked to the account. */
export type LinkedPhone = {
  identity: IdentityRef
  /** Undefined if the platform does not say that it is verified, or says it in no form we know. */
  number: PhoneNumber | undefined
}

/** The facts of one login that decisions rest on. All of them come from the platform, none from the client. */
export type Login = SmsOnlyFacts & {
  /** `companion` runs inner logins; `enabled` may ask for phone changes; `other` is left alone. */
  client: 'companion' | 'enabled' | 'other'
  /**
   * Linking by the OTP grant: `off` for clients that may not, `may` for those that may, `links` where this very login
   * is one.
   */
  grant: 'off' | 'may' | 'links'
  /** The connection's strategy, e.g. `email` or `sms`. */
  connection: string
  userId: UserId
  emailVerified: boolean
  /** False for silent logins, refresh tokens and every other login without a browser page to show. */
  canShowPage: boolean
  /** Whether the host that serves this login is one of the tenant's configured hosts. */
  hostConfigured: boolean
  /** What the app's request says. */
  ask: Ask
  /** What an earlier Action of this login has remembered; it wins over the request, which is gone by then. */
  want: Want | undefined
  /** Proofs of this session, a nested email code of this very login included. */
  methods: readonly ProvenMethod[]
  /** Whether the user has enrolled a second factor. */
  hasFactor: boolean
  /** Types of the second factors that can be asked for, e.g. `otp`. */
  factors: readonly string[]
  /** Whether a code by email reaches this account. */
  canProveEmail: boolean
  /** Ways to sign in that are no phone. */
  otherWaysIn: number
  /** Every linked phone, in the order of linking. An account has one, but for the moments of a change. */
  phones: readonly LinkedPhone[]
  /** The number that is told to apps. */
  phone: PhoneNumber | undefined
  /** When this user started phone challenges, as far as remembered. */
  attempts: readonly Attempt[]
  offers: Offers
  /** A change that was begun and has not been completed, as far as the account remembers. */
  pending: PendingChange | undefined
  /** When a phone last left the account. */
  phoneOffAt: Date | undefined
  /** Whether the app asked for the `phone` scope. */
  wantsPhoneClaims: boolean
}

/** What the inner login needs to know about where it runs. */
export type InnerLoginSetting = { host: string; companionClientId: string; uiLocales: readonly string[] }

/** What the inner login would vouch for: the account that has just been reached through the companion. */
export type ReachedAccount = { account: InnerAccount; phone: string | undefined; phoneVerified: boolean }
