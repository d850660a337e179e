/** The facts of one sign-up. */
export type SignUp = {
  /** Undefined when the platform names no client, as for a user created by an admin. */
  clientId: string | undefined
  connection: string
}

export type GateDecision =
  { kind: 'not_ours' } | { kind: 'admit' } | { kind: 'deny'; reason: 'sms_only_account' }

/** Only the companion may create an `sms` user: nobody signs up by phone alone. */
export function decideSignUp(signUp: SignUp, companionClientId: string | undefined): GateDecision {
  if (signUp.connection !== 'sms') return { kind: 'not_ours' }
  // An unset companion id must never equal an unset client id.
  if (companionClientId !== undefined && signUp.clientId === companionClientId) return { kind: 'admit' }
  return { kind: 'deny', reason: 'sms_only_account' }
}
