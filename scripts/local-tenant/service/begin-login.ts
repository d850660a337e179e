import type { AuthorizeRequest, Client, LoginTransaction, Session } from '../state.ts'
import type { RequestFacts, Tenant } from '../tenant.ts'
import { countLogin, findUser } from './accounts.ts'
import { checkAuthorizeRequest } from './authorize-request.ts'
import { findConnection, offeredConnections, passwordlessStrategy } from './connections.ts'
import { referencesOf } from './correlation-id.ts'
import { answerError } from './login-answer.ts'
import type { LoginAnswer } from './login-answer.ts'
import { writeLog } from './logs.ts'
import { admitsSession, isOpenTo } from './organizations.ts'
import { runPipeline } from './run-pipeline.ts'
import { epochSeconds } from './seconds.ts'
import { touch } from './sessions.ts'
import { authorizeFacts, startTransaction } from './transactions.ts'

/** `/authorize`: asks the person to log in, or goes on with the session there is. */
export async function beginLogin(
  tenant: Tenant,
  facts: RequestFacts,
  browserId: string,
  session: Session | undefined,
): Promise<LoginAnswer> {
  // Auth0 takes the request by GET or POST; Actions see its parameters as they came.
  const parameters = facts.method === 'POST' ? { ...facts.query, ...facts.body } : facts.query
  const checked = checkAuthorizeRequest(tenant, parameters)
  if (checked.kind === 'refused') {
    logRefusal(tenant, checked.answer, facts)
    return checked.answer
  }
  const { request, client } = checked
  const isSilent = request.prompt.includes('none')
  if (session !== undefined && mayReuse(tenant, request, session)) {
    const transaction = startTransaction(tenant, request, facts, browserId)
    return goOnWithSession(tenant, transaction, session, isSilent)
  }
  if (isSilent) {
    writeLog(tenant, {
      ...{ type: 'fsa', description: 'Login required', ip: facts.ip, hostname: facts.hostname },
      ...{ client_id: client.client_id, client_name: client.name, ...referencesOf(request) },
    })
    return answerError(request, 'login_required', 'Login required')
  }
  if (offered(tenant, request, client).length === 0) {
    return answerError(request, 'invalid_request', 'no connections enabled for the client')
  }
  return { kind: 'page', transaction: startTransaction(tenant, request, facts, browserId) }
}

/** The connections that the login page asks for: the requested one, or all that the client has. */
export function offered(tenant: Tenant, request: AuthorizeRequest, client: Client) {
  return offeredConnections(tenant, client)
    .filter(({ name }) => request.connection === undefined || request.connection === name)
    .filter((connection) => isOpenTo(tenant, request.organization, connection))
}

/** Whether the session answers this request without asking the person again. */
function mayReuse(tenant: Tenant, request: AuthorizeRequest, session: Session): boolean {
  // Source: Auth0 docs, authenticate/passwordless/passwordless-with-universal-login: the code is always asked.
  const connection = request.connection === undefined ? undefined : findConnection(tenant, request.connection)
  if (connection !== undefined && passwordlessStrategy(connection) !== undefined) return false
  if (request.prompt.includes('login') || request.prompt.includes('select_account')) return false
  if (!admitsSession(tenant, request.organization, session)) return false
  if (request.max_age === undefined) return true
  const age = epochSeconds(tenant.world.clock) - Math.floor(Date.parse(session.authenticated_at) / 1000)
  return age <= request.max_age && request.max_age !== 0
}

async function goOnWithSession(
  tenant: Tenant,
  transaction: LoginTransaction,
  session: Session,
  isSilent: boolean,
): Promise<LoginAnswer> {
  const user = findUser(tenant, session.user_id)
  touch(tenant, session)
  transaction.user_id = session.user_id
  transaction.session_id = session.id
  transaction.methods = structuredClone(session.methods)
  if (user !== undefined && !isSilent) countLogin(tenant, user, transaction.ip)
  return runPipeline(tenant, transaction, authorizeFacts(transaction), { session })
}

function logRefusal(tenant: Tenant, answer: LoginAnswer, facts: RequestFacts): void {
  const description =
    answer.kind === 'error_page'
      ? answer.description
      : answer.kind === 'to_client'
        ? (answer.parameters['error_description'] ?? '')
        : ''
  writeLog(tenant, { type: 'f', description, ip: facts.ip, hostname: facts.hostname })
}
