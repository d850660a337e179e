import type { PostLoginResult, PostLoginRun, UserEffects } from '../tenant.ts'
import type { TokenEffects } from '../state.ts'
import { resumeFrom, type BoundAction } from './bound-actions.ts'
import { noTokenEffects, type ActionEffects, type TransactionMetadata } from './messages.ts'
import type { TriggerRunner } from './trigger-run.ts'

type Gathered = {
  user: UserEffects
  tokens: TokenEffects
  metadata: TransactionMetadata
  mfaCommands?: number
}

/** Source: Auth0 docs, …/login-trigger/post-login-api-object (authentication). */
const MFA_COMMANDS = 4

/**
 * Runs post-login Actions in order until one denies, redirects or fails. A denial keeps what was asked for before it
 * (Auth0: «This will NOT cancel other user-related side-effects»); an Action that fails adds nothing.
 */
export async function runPostLogin(
  runner: TriggerRunner,
  bound: BoundAction[],
  run: PostLoginRun,
  timeLimit: number,
): Promise<PostLoginResult> {
  const deadline = performance.now() + timeLimit
  const gathered: Gathered = {
    user: { appMetadata: {}, userMetadata: {}, recordedMethods: [] },
    tokens: noTokenEffects(),
    metadata: { ...run.metadata },
    ...(run.mfaCommands === undefined ? {} : { mfaCommands: run.mfaCommands }),
  }
  const steps = run.resume === undefined ? bound : resumeFrom(bound, run.resume)
  if (steps === null) {
    const message = 'The Action that asked for the redirect is no longer deployed.'
    return { ...gathered, kind: 'failed', message, action_name: '' }
  }
  for (const [position, step] of steps.entries()) {
    const { action, index } = step
    const goesOn = run.resume !== undefined && run.resume.next !== true && position === 0
    const answer = await runner.run({
      trigger: 'post-login',
      handler: goesOn ? 'onContinuePostLogin' : 'onExecutePostLogin',
      bound: step,
      event: run.buildEvent({ ...gathered.metadata }, goesOn, gathered.user.primaryUserId),
      canRedirect: run.canRedirect,
      primaryUserIsSet: gathered.user.primaryUserId !== undefined,
      deadline,
    })
    if (answer.kind === 'error') {
      return { ...gathered, kind: 'failed', message: answer.message, action_name: action.name }
    }
    gather(gathered, answer.effects)
    const { denial, redirectUrl, form, challenges } = answer.effects
    if (denial) return { ...gathered, kind: 'denied', reason: denial.reason, action_name: action.name }
    if (redirectUrl !== undefined) {
      return { ...gathered, kind: 'redirect', url: redirectUrl, binding_index: index, action_id: action.id }
    }
    if (form !== undefined) {
      return { ...gathered, kind: 'form', form, binding_index: index, action_id: action.id }
    }
    if ((gathered.mfaCommands ?? 0) > MFA_COMMANDS) {
      const message = `Actions may ask for a factor ${MFA_COMMANDS} times in one transaction.`
      return { ...gathered, kind: 'failed', message, action_name: action.name }
    }
    // What was asked for once is not asked for again; the login simply goes on.
    const factors = challenges.find((each) => !each.some((type) => run.challengedFactors?.includes(type)))
    if (factors !== undefined) {
      return { ...gathered, kind: 'mfa', factors, binding_index: index, action_id: action.id }
    }
  }
  return { ...gathered, kind: 'completed' }
}

function gather(gathered: Gathered, effects: ActionEffects): void {
  const { user, tokens } = gathered
  const commands = effects.challenges.length
  if (commands > 0) gathered.mfaCommands = (gathered.mfaCommands ?? 0) + commands
  Object.assign(user.appMetadata, effects.appMetadata)
  user.recordedMethods.push(...effects.recordedMethods)
  if (effects.primaryUserId === undefined) Object.assign(user.userMetadata, effects.userMetadata)
  // Auth0: user metadata set in the same Action as setPrimaryUser is lost.
  else user.primaryUserId = effects.primaryUserId
  Object.assign(tokens.idTokenClaims, effects.tokens.idTokenClaims)
  Object.assign(tokens.accessTokenClaims, effects.tokens.accessTokenClaims)
  const { addedScopes, removedScopes } = effects.tokens
  tokens.addedScopes = [...without(tokens.addedScopes, removedScopes), ...addedScopes]
  tokens.removedScopes = [...without(tokens.removedScopes, addedScopes), ...removedScopes]
  for (const key of Object.keys(gathered.metadata)) delete gathered.metadata[key]
  Object.assign(gathered.metadata, effects.metadata)
}

function without(scopes: string[], others: string[]): string[] {
  return scopes.filter((scope) => !others.includes(scope))
}
