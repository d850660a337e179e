import { buildPostLoginEvent } from '../events/post-login-event.ts'
import type { Client, Connection, LoginTransaction, Session, User } from '../state.ts'
import type { FormRequest, PostLoginResult, RequestFacts, Tenant } from '../tenant.ts'
import { findUser } from './accounts.ts'
import { findClient } from './clients.ts'
import { completeLogin } from './complete-login.ts'
import { findConnection } from './connections.ts'
import { answerError } from './login-answer.ts'
import type { LoginAnswer } from './login-answer.ts'
import { aboutLogin, writeLog } from './logs.ts'
import { grantMembership, outsideOf } from './organizations.ts'
import { changePrimary, keepMetadata, seenByActions } from './primary-user.ts'
import { isoNow } from './seconds.ts'
import { isLive } from './sessions.ts'
import { askForFactor, sendElsewhere, showForm, type CannotWait } from './suspend-login.ts'
import { mergeEffects } from './token-effects.ts'

export type PipelineStart = {
  session?: Session | undefined
  /** When the person has come back from where an Action sent them. */
  resume?: { binding_index: number; action_id: string; next?: boolean }
  /** What the form has collected that they come back from. */
  prompt?: FormRequest
}

/** Runs the post-login Actions of a login and does what they ask: go on, go elsewhere, or stop. */
export async function runPipeline(
  tenant: Tenant,
  transaction: LoginTransaction,
  facts: RequestFacts,
  start: PipelineStart,
): Promise<LoginAnswer> {
  const login = findLogin(tenant, transaction)
  const stop = (reason: string, error = 'access_denied') => fail(tenant, transaction, error, reason, start)
  if (login === undefined) return stop('The user does not exist anymore.')
  if (login.user.blocked === true) return stop('user is blocked', 'unauthorized')
  const { organization } = transaction.request
  grantMembership(tenant, organization, login.user, login.connection)
  const outside = outsideOf(tenant, organization, login.user)
  if (outside !== undefined) return stop(outside)

  const isSilent = transaction.request.prompt.includes('none')
  // A copy: one run of the pipeline sees the person as they were at its start, whatever its Actions do meanwhile.
  const user = structuredClone(login.user)
  const ownSession = sessionOf(tenant, transaction)
  const result = await tenant.actions.postLogin({
    metadata: transaction.metadata,
    canRedirect: !isSilent,
    ...(start.resume === undefined ? {} : { resume: start.resume }),
    challengedFactors: transaction.challenged ?? [],
    mfaCommands: transaction.mfa_commands ?? 0,
    buildEvent: (metadata, goesOn, primaryUserId) =>
      buildPostLoginEvent(tenant, {
        ...{ transaction, metadata, request: facts, user: seenByActions(tenant, user, primaryUserId) },
        ...{ client: login.client, connection: login.connection },
        session: sessionOf(tenant, transaction),
        scopes: transaction.request.scope,
        grant: 'redirect',
        prompt: goesOn === true ? start.prompt : undefined,
      }),
  })
  if (result.kind !== 'failed') keepEffects(tenant, transaction, result)
  if (result.kind !== 'failed' && result.kind !== 'denied') {
    const found = { user, connection: login.connection, session: ownSession, organization }
    const reason = changePrimary(tenant, found, result)
    if (reason !== undefined) return stop(reason)
    transaction.user_id = result.user.primaryUserId ?? user.user_id
  }

  switch (result.kind) {
    case 'denied':
      return stop(result.reason)
    case 'failed':
      return stop(result.message)
    case 'redirect':
    case 'form':
    case 'mfa': {
      if (isSilent) return stop('Interaction required', 'interaction_required')
      const answer = suspend(tenant, transaction, result)
      if ('refused' in answer) {
        return fail(tenant, transaction, 'access_denied', answer.refused, start, answer.log)
      }
      return { ...answer, ...cookieFor(start.session) }
    }
    case 'completed': {
      // Actions take their time; the person may have been blocked or deleted meanwhile.
      const after = findLogin(tenant, transaction)
      if (after === undefined) return stop('The user does not exist anymore.')
      if (after.user.blocked === true) return stop('user is blocked', 'unauthorized')
      const session = ownedSession(tenant, transaction, start)
      return completeLogin(tenant, transaction, { client: after.client, user: after.user, session })
    }
  }
}

type Login = { user: User; client: Client; connection: Connection }

function findLogin(tenant: Tenant, transaction: LoginTransaction): Login | undefined {
  const user = transaction.user_id === undefined ? undefined : findUser(tenant, transaction.user_id)
  const client = findClient(tenant, transaction.request.client_id)
  if (user === undefined || client === undefined) return undefined
  const connection = connectionOf(tenant, transaction, user)
  return connection === undefined ? undefined : { user, client, connection }
}

/** The connection of this login; of a reused session, the one its person last proved themselves with. */
function connectionOf(tenant: Tenant, transaction: LoginTransaction, user: User): Connection | undefined {
  if (transaction.connection !== undefined) return findConnection(tenant, transaction.connection)
  const lastMethod = transaction.methods.findLast(({ name }) => name === 'email' || name === 'sms')?.name
  const used = user.identities.find(({ provider }) => provider === lastMethod) ?? user.identities[0]
  return used === undefined ? undefined : findConnection(tenant, used.connection)
}

function sessionOf(tenant: Tenant, transaction: LoginTransaction): Session | undefined {
  return tenant.state.sessions.find(({ id }) => id === transaction.session_id)
}

function keepEffects(tenant: Tenant, transaction: LoginTransaction, result: PostLoginResult): void {
  keepMetadata(tenant, transaction.user_id ?? '', result)
  const timestamp = isoNow(tenant.world.clock)
  for (const name of result.user.recordedMethods) {
    const method = { name, timestamp }
    transaction.methods.push(method)
    sessionOf(tenant, transaction)?.methods.push(method)
  }
  transaction.metadata = result.metadata
  if (result.mfaCommands !== undefined) transaction.mfa_commands = result.mfaCommands
  transaction.effects = mergeEffects(transaction.effects, result.tokens)
}

function suspend(
  tenant: Tenant,
  transaction: LoginTransaction,
  asked: Extract<PostLoginResult, { kind: 'redirect' | 'form' | 'mfa' }>,
): LoginAnswer | CannotWait {
  if (asked.kind === 'form') return showForm(tenant, transaction, asked)
  if (asked.kind === 'mfa') return askForFactor(tenant, transaction, asked)
  return sendElsewhere(tenant, transaction, asked)
}

/** The session exists already and outlives the refusal. Source: Auth0 docs, …/login-trigger/redirect-with-actions. */
function fail(
  tenant: Tenant,
  transaction: LoginTransaction,
  error: string,
  reason: string,
  start: PipelineStart,
  log: { type?: string; description?: string } = {},
): LoginAnswer {
  const { request } = transaction
  const isSilent = request.prompt.includes('none')
  transaction.stage = 'failed'
  writeLog(tenant, {
    ...{ ...aboutLogin(tenant, transaction), type: isSilent ? 'fsa' : 'f', description: reason },
    ...(transaction.user_id === undefined ? {} : { user_id: transaction.user_id }),
    ...(transaction.connection === undefined ? {} : { connection: transaction.connection }),
    ...log,
  })
  return { ...answerError(request, error, reason), ...cookieFor(ownedSession(tenant, transaction, start)) }
}

function cookieFor(session: Session | undefined): { session?: Session } {
  return session === undefined ? {} : { session }
}

/**
 * Whose session the browser has when this login ends. A login inside this one may have put its own in its place;
 * Auth0 does not document which of the two stays.
 */
function ownedSession(
  tenant: Tenant,
  transaction: LoginTransaction,
  { session: present, resume }: PipelineStart,
): Session | undefined {
  if (resume === undefined || tenant.unknowns.sessionAfterNestedLogin === 'inner') return present
  const own = sessionOf(tenant, transaction)
  return own !== undefined && isLive(tenant, own) ? own : present
}
