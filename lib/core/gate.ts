import type { Reason } from './refusals.ts'

/** The facts of one sign-up. */
export type SignUp = {
  /** Undefined when the platform names no client, as for a user created by an admin. */
  clientId: string | undefined
  connection: string
  /**
   * Of an app that adds a phone by the OTP grant: why its ID token does not let it, or `proven`. Undefined for every
   * other sign-up.
   */
  linking: Reason | 'proven' | undefined
}

export type GateDecision = { kind: 'not_ours' } | { kind: 'admit' } | { kind: 'deny'; reason: Reason }

/**
 * Only the companion may create an `sms` user, and it creates no other: nobody signs up by phone alone. An app may
 * that shows whose account the phone will be linked to.
 */
export function decideSignUp(signUp: SignUp, companionClientId: string | undefined): GateDecision {
  // An unset companion id must never equal an unset client id.
  const isCompanion = companionClientId !== undefined && signUp.clientId === companionClientId
  if (signUp.connection !== 'sms') {
    // A mistyped address, when the email is proven again, must not make an account.
    return isCompanion ? { kind: 'deny', reason: 'connection_not_allowed' } : { kind: 'not_ours' }
  }
  if (isCompanion || signUp.linking === 'proven') return { kind: 'admit' }
  if (signUp.linking) return { kind: 'deny', reason: signUp.linking }
  return { kind: 'deny', reason: 'sms_only_account' }
}
