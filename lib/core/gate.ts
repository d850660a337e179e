/** The facts of one sign-up. */
export type SignUp = {
  /** Undefined when the platform names no client, as for a user created by an admin. */
  clientId: string | undefined
  connection: string
}

export type GateDecision =
  | { kind: 'not_ours' }
  | { kind: 'admit' }
  | { kind: 'deny'; reason: 'sms_only_account' | 'connection_not_allowed' }

/** Only the companion may create an `sms` user, and it creates no other: nobody signs up by phone alone. */
export function decideSignUp(signUp: SignUp, companionClientId: string | undefined): GateDecision {
  // An unset companion id must never equal an unset client id.
  const isCompanion = companionClientId !== undefined && signUp.clientId === companionClientId
  if (signUp.connection !== 'sms') {
    // A mistyped address, when the email is proven again, must not make an account.
    return isCompanion ? { kind: 'deny', reason: 'connection_not_allowed' } : { kind: 'not_ours' }
  }
  if (isCompanion) return { kind: 'admit' }
  return { kind: 'deny', reason: 'sms_only_account' }
}
