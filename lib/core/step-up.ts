import type { Login } from './login.ts'

/** How somebody with a stale session proves again who they are. */
export type StepUp =
  | { kind: 'factor'; types: readonly string[] }
  | { kind: 'email_code' }
  /** Neither can be asked for here: the phone step is refused. */
  | { kind: 'impossible' }

/**
 * The user's own second factor where there is one, else a code to the account's email address. A factor that cannot
 * be asked for is no reason to fall back to the weaker email code.
 */
export function decideStepUp(login: Login): StepUp {
  if (login.factors.length > 0) return { kind: 'factor', types: login.factors }
  if (login.hasFactor || !login.canProveEmail) return { kind: 'impossible' }
  return { kind: 'email_code' }
}
