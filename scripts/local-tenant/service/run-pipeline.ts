import { buildPostLoginEvent } from '../events/post-login-event.ts'
import type { Client, Connection, LoginTransaction, Session, User } from '../state.ts'
import type { PostLoginResult, RequestFacts, Tenant } from '../tenant.ts'
import { findUser, mergeMetadata } from './accounts.ts'
import { answerWithCode } from './answer-with-code.ts'
import { findClient } from './clients.ts'
import { findConnection } from './connections.ts'
import { answerError } from './login-answer.ts'
import type { LoginAnswer } from './login-answer.ts'
import { writeLog } from './logs.ts'
import { randomToken } from './random.ts'
import { isoNow } from './seconds.ts'
import { isLive } from './sessions.ts'
import { mergeEffects } from './token-effects.ts'

export type PipelineStart = {
  session?: Session | undefined
  /** When the person has come back through `/continue`. */
  resume?: { binding_index: number; action_id: string }
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

  const isSilent = transaction.request.prompt.includes('none')
  // A copy: one run of the pipeline sees the person as they were at its start, whatever its Actions do meanwhile.
  const user = structuredClone(login.user)
  const result = await tenant.actions.postLogin({
    metadata: transaction.metadata,
    canRedirect: !isSilent,
    ...(start.resume === undefined ? {} : { resume: start.resume }),
    buildEvent: (metadata) =>
      buildPostLoginEvent(tenant, {
        ...{ transaction, user, metadata, request: facts },
        ...{ client: login.client, connection: login.connection },
        session: sessionOf(tenant, transaction),
        scopes: transaction.request.scope,
        grant: 'redirect',
      }),
  })
  if (result.kind !== 'failed') keepEffects(tenant, transaction, result)

  switch (result.kind) {
    case 'denied':
      return stop(result.reason)
    case 'failed':
      return stop(result.message)
    case 'redirect': {
      if (isSilent) return stop('Interaction required', 'interaction_required')
      return suspend(tenant, transaction, result, start)
    }
    case 'completed': {
      // Actions take their time; the person may have been blocked or deleted meanwhile.
      const after = findLogin(tenant, transaction)
      if (after === undefined) return stop('The user does not exist anymore.')
      if (after.user.blocked === true) return stop('user is blocked', 'unauthorized')
      transaction.stage = 'completed'
      return answerWithCode(
        tenant,
        transaction,
        after.client,
        after.user,
        ownedSession(tenant, transaction, start),
      )
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
  const user = transaction.user_id === undefined ? undefined : findUser(tenant, transaction.user_id)
  if (user !== undefined) {
    mergeMetadata(user.app_metadata, result.user.appMetadata)
    mergeMetadata(user.user_metadata, result.user.userMetadata)
  }
  const timestamp = isoNow(tenant.world.clock)
  for (const name of result.user.recordedMethods) {
    const method = { name, timestamp }
    transaction.methods.push(method)
    sessionOf(tenant, transaction)?.methods.push(method)
  }
  if (result.user.primaryUserId !== undefined) transaction.user_id = result.user.primaryUserId
  transaction.metadata = result.metadata
  transaction.effects = mergeEffects(transaction.effects, result.tokens)
}

/** Leaves the login waiting until the person comes back with `state`, which nobody else can know. */
function suspend(
  tenant: Tenant,
  transaction: LoginTransaction,
  { url, binding_index, action_id }: Extract<PostLoginResult, { kind: 'redirect' }>,
  start: PipelineStart,
): LoginAnswer {
  const state = randomToken(tenant.world)
  const target = new URL(url)
  target.searchParams.set('state', state)
  transaction.stage = 'suspended'
  transaction.resume = { state, binding_index, action_id, suspended_at: isoNow(tenant.world.clock) }
  return { kind: 'redirect', url: target.href, ...cookieFor(start.session) }
}

/** The session exists already and outlives the refusal. Source: Auth0 docs, …/login-trigger/redirect-with-actions. */
function fail(
  tenant: Tenant,
  transaction: LoginTransaction,
  error: string,
  reason: string,
  start: PipelineStart,
): LoginAnswer {
  const { request } = transaction
  const isSilent = request.prompt.includes('none')
  transaction.stage = 'failed'
  writeLog(tenant, {
    ...{ type: isSilent ? 'fsa' : 'f', description: reason, client_id: request.client_id },
    ...{ ip: transaction.ip, user_agent: transaction.user_agent, hostname: transaction.hostname },
    ...(transaction.user_id === undefined ? {} : { user_id: transaction.user_id }),
    ...(transaction.connection === undefined ? {} : { connection: transaction.connection }),
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
