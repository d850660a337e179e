import type { Proof } from './core/judge.ts'
import type { PhoneNumber } from './core/phone-number.ts'
import type { IdentityRef, UserId } from './core/user-id.ts'

/** What the flows need from the world. Adapters fill these in; tests give fakes. */

export type Clock = { now(): Date }

export type Entropy = { bytes(count: number): Uint8Array }

export type LinkAnswer =
  | { kind: 'linked' }
  /** Linked, but another phone was linked before it: two tabs have finished with two numbers. */
  | { kind: 'linked_second' }
  /** Not known to have been linked. `code` says which call failed and how, e.g. `link_http_409` or `management_token_timeout`. */
  | { kind: 'not_confirmed'; code: string }

export type Accounts = {
  /** Fetches what later calls need, so that they can run at once. Never rejects: a later call meets the failure. */
  prepare(): Promise<void>
  link(primary: UserId, secondary: IdentityRef): Promise<LinkAnswer>
  /**
   * Takes the identity off the account again. It becomes an account of its own, which may not sign in and is marked
   * as ours, so that its number can be added later.
   * @throws UpstreamError if that is not confirmed
   */
  unlink(primary: UserId, secondary: IdentityRef): Promise<void>
  /** Whether the account holds the identity, or any phone where none is named; `unknown` if that cannot be read. */
  holds(primary: UserId, secondary?: IdentityRef): Promise<'yes' | 'no' | 'unknown'>
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

export type Fingerprints = { of(phone: PhoneNumber): string }

/** All of it; a flow names the part that it uses. */
export type World = {
  clock: Clock
  entropy: Entropy
  accounts: Accounts
  innerLogin: InnerLogin
  proofs: ProofVerifier
  fingerprints: Fingerprints
}

/** The edge of an Action: what to do when it fails. */
export type Edge = {
  /**
   * Ends the phone step, leaves everybody else's login alone, keeps SMS-only accounts out.
   * @param detail for the operator's log, free of personal data
   */
  close(detail: string): void
}
