import { decideSignUp } from '../core/gate.ts'
import type { GateDecision, SignUp } from '../core/gate.ts'
import { findTokenProblem } from '../core/link-token.ts'
import type { Clock, LinkTokens } from '../ports.ts'

export type SignUpRequest = {
  signUp: Omit<SignUp, 'linking'>
  /** The ID token that an app has sent, if it may link by the OTP grant. */
  linkTo: string | undefined
  companionClientId: string
}

/**
 * `onExecutePreUserRegistration` of phone-gate. An ID token is verified here as well as in post-login: a stranger's
 * request shall not even bring an account into being.
 */
export async function admit(
  { signUp, linkTo, companionClientId }: SignUpRequest,
  ports: { clock: Clock; linkTokens: Pick<LinkTokens, 'read'> },
): Promise<GateDecision> {
  const linking = linkTo === undefined ? undefined : await judge(linkTo, ports)
  return decideSignUp({ ...signUp, linking }, companionClientId)
}

async function judge(linkTo: string, ports: { clock: Clock; linkTokens: Pick<LinkTokens, 'read'> }) {
  const token = await ports.linkTokens.read(linkTo)
  return findTokenProblem(token, ports.clock.now()) ?? 'proven'
}
