import type { AuditRecord } from './core/audit-record.ts'
import type { Change } from './core/change.ts'
import type { SentCodes } from './core/code-budget.ts'
import type { CodeMessage, DeliveryAnswer } from './core/delivery.ts'
import type { AccountRecord } from './core/effects.ts'
import type { LinkToken, UsedToken } from './core/link-token.ts'
import type { Login } from './core/login.ts'
import type { Proof } from './core/proof.ts'
import type { PhoneNumber } from './core/phone-number.ts'
import type { IdentityRef, UserId } from './core/user-id.ts'

/** What the flows need from the world. Adapters fill these in; tests give fakes. */

export type Clock = { now(): Date }

export type Entropy = { bytes(count: number): Uint8Array }

export type LinkAnswer =
  /** `phones` are the ids of all phones that the account has now, in the order of linking. */
  | { kind: 'linked'; phones: readonly string[] }
  /** Not known to have been linked. `code` says which call failed and how, e.g. `link_http_409` or `management_token_timeout`. */
  | { kind: 'not_confirmed'; code: string }

export type RemovalAnswer =
  | { kind: 'removed' }
  /** The phone is off the account and signs nobody in to it, but an account of its own is left over. */
  | { kind: 'left_over'; code: string }
  /** Not known to be off the account. */
  | { kind: 'not_confirmed'; code: string }

export type Accounts = {
  /** Fetches what later calls need, so that they can run at once. Never rejects: a later call meets the failure. */
  prepare(): Promise<void>
  link(primary: UserId, secondary: IdentityRef): Promise<LinkAnswer>
  /**
   * Takes a phone off the account for good: unlinks it, then deletes the account of its own that unlinking makes of
   * it. A phone that is off the account already is no failure.
   */
  removePhone(primary: UserId, phone: IdentityRef): Promise<RemovalAnswer>
  /** Deletes the account of its own that an unlinked phone has become. One that is not there is no failure. */
  deleteLeftOver(phone: IdentityRef): Promise<RemovalAnswer>
  /** Ids of the account's phones, in the order of linking; undefined if they cannot be read. */
  readPhones(primary: UserId): Promise<readonly string[] | undefined>
}

/** An account to which a phone is to be added by the OTP grant. */
export type PrimaryAccount = {
  login: Login
  audit: AuditRecord | undefined
  usedTokens: readonly UsedToken[]
}

export type RecordAnswer =
  | { kind: 'recorded' }
  /** Not known to have been written. `code` says which call failed and how, e.g. `record_http_500`. */
  | { kind: 'not_confirmed'; code: string }

export type GrantAccounts = {
  /** Fetches what later calls need. Never rejects: a later call meets the failure. */
  prepare(): Promise<void>
  /**
   * The account as it is now; undefined if there is none, or it may not sign in.
   * @throws UpstreamError if it cannot be read
   */
  read(userId: UserId): Promise<PrimaryAccount | undefined>
  /** Never rejects. */
  record(userId: UserId, records: readonly AccountRecord[]): Promise<RecordAnswer>
}

export type LinkTokens = {
  /** Fetches the key set ahead of time. Never rejects: `read` meets the failure. */
  prepare(): Promise<void>
  /**
   * What the token says, if it is an ID token of this tenant for the client that asks; otherwise undefined.
   * @throws UpstreamError if the keys cannot be had
   */
  read(token: string): Promise<LinkToken | undefined>
}

export type InnerLogin = {
  /**
   * Trades the code for the inner ID token. `rejected` means the code is not good for this transaction.
   * @throws UpstreamError if the token endpoint fails or refuses for another cause
   */
  exchange(code: string, verifier: string): Promise<{ kind: 'token'; idToken: string } | { kind: 'rejected' }>
}

export type ProofVerifier = {
  /** Fetches the key set ahead of time. Never rejects: `verify` meets the failure. */
  prepare(): Promise<void>
  /**
   * The proof, if signature, algorithm, issuer, audience and expiry hold; otherwise undefined.
   * @throws UpstreamError if the keys cannot be had
   */
  verify(idToken: string): Promise<Proof | undefined>
}

/** Told of every change, in a form for programs. */
export type SecurityEvents = {
  /** Never rejects. `code` says what failed, e.g. `security_event_timeout`. */
  push(subject: UserId, change: Change): Promise<{ kind: 'sent' } | { kind: 'failed'; code: string }>
}

/** Delivers codes, by whichever provider the tenant uses. */
export type CodeProvider = {
  /** Never rejects: what fails outside is an answer. */
  deliver(message: CodeMessage): Promise<DeliveryAnswer>
}

export type LinkedNumbers = {
  /**
   * Whether the number is a phone of some account that may sign in with it. Never rejects: `failed` says which call
   * failed and how. What was linked a moment ago may not be found yet.
   */
  find(phone: PhoneNumber): Promise<'linked' | 'not_linked' | { failed: string }>
}

/** Remembers what was sent, as long as the platform's cache does. Never fails: it may forget instead. */
export type SentCodesMemory = { read(): SentCodes; write(codes: SentCodes): void }

export type TicketSeals = {
  /** A text that proves to our other Actions, for as long as a ticket lives, that this user's login waits for a phone. */
  seal(owner: UserId, startedAt: Date): string
}

export type Fingerprints = {
  of(phone: PhoneNumber): string
  /** Of the block of ten thousand numbers that it is in. */
  ofBlock(phone: PhoneNumber): string
}

/** The same mark for the same token, however its signature is written. */
export type TokenMarks = { of(token: string): string }

/** All of it; a flow names the part that it uses. */
export type World = {
  clock: Clock
  entropy: Entropy
  accounts: Accounts
  innerLogin: InnerLogin
  proofs: ProofVerifier
  fingerprints: Fingerprints
  ticketSeals: TicketSeals
  securityEvents: SecurityEvents | undefined
}

/** The edge of an Action: what to do when it fails. */
export type Edge = {
  /**
   * Ends the phone step, leaves everybody else's login alone, keeps SMS-only accounts out.
   * @param detail for the operator's log, free of personal data
   */
  close(detail: string): void
}
