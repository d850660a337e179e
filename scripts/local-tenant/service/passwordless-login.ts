import type { Client, Connection, LoginTransaction, Session } from '../state.ts'
import type { RequestFacts, Tenant } from '../tenant.ts'
import { countLogin, findByPasswordless } from './accounts.ts'
import { offered } from './begin-login.ts'
import { findClient } from './clients.ts'
import { findConnection, isEnabledFor, passwordlessStrategy } from './connections.ts'
import { deliverCode } from './deliver-code.ts'
import { answerError } from './login-answer.ts'
import type { LoginAnswer, Notice } from './login-answer.ts'
import { aboutLogin, writeLog } from './logs.ts'
import { codeOfLogin, issueCode, spendCode } from './one-time-codes.ts'
import type { CodeVerdict } from './one-time-codes.ts'
import { normaliseEmail, normalisePhone } from './phone-field.ts'
import { takeRequest } from './rate-limits.ts'
import { runPipeline } from './run-pipeline.ts'
import { isoNow } from './seconds.ts'
import { signIn } from './sessions.ts'
import { signUp } from './sign-up.ts'
import { authorizeFacts } from './transactions.ts'

export type TypedIdentifier = { email?: string; phone?: string; country: string }

/** The first page: somebody says who they are, and is sent a code. */
export async function submitIdentifier(
  tenant: Tenant,
  transaction: LoginTransaction,
  typed: TypedIdentifier,
  facts: RequestFacts,
): Promise<LoginAnswer> {
  const client = findClient(tenant, transaction.request.client_id)
  if (client === undefined) return vanished(transaction)
  const strategy = typed.phone === undefined ? 'email' : 'sms'
  const connection = offered(tenant, transaction.request, client).find((each) => each.strategy === strategy)
  const recipient =
    typed.phone === undefined ? normaliseEmail(typed.email ?? '') : normalisePhone(typed.phone, typed.country)
  if (connection === undefined || recipient === undefined) {
    const notice = strategy === 'sms' ? 'phone_invalid' : 'email_invalid'
    return refuse(transaction, notice, typed.phone ?? typed.email ?? '')
  }
  return startCode(tenant, transaction, client, connection, recipient, facts)
}

/** A new code for the same address or number; the old one is void. */
export async function resendCode(
  tenant: Tenant,
  transaction: LoginTransaction,
  facts: RequestFacts,
): Promise<LoginAnswer> {
  const client = findClient(tenant, transaction.request.client_id)
  const sent = transaction.passwordless
  const connection = sent === undefined ? undefined : findConnection(tenant, sent.connection)
  if (client === undefined || sent === undefined || connection === undefined) return vanished(transaction)
  // Asking again is a request to the page as well, and counts like a try.
  if (isChallengeLimited(tenant, connection, facts)) return tooMany(transaction)
  const answer = await startCode(tenant, transaction, client, connection, sent.recipient, facts)
  return answer.kind === 'page' ? { ...answer, kind: 'notice', status: 200, notice: 'code_sent' } : answer
}

async function startCode(
  tenant: Tenant,
  transaction: LoginTransaction,
  client: Client,
  connection: Connection,
  recipient: string,
  facts: RequestFacts,
): Promise<LoginAnswer> {
  if (takeRequest(tenant, 'send_code', facts) === 'limited') return tooMany(transaction)
  const code = issueCode(tenant, { transaction_id: transaction.id }, connection, recipient)
  transaction.passwordless = { connection: connection.name, recipient, code_id: code.id }
  const delivery = await deliverCode(tenant, { login: transaction, client, connection, code })
  if (delivery.kind === 'failed') return refuse(transaction, 'send_failed')
  transaction.stage = 'code'
  const afterwards = delivery.kind === 'under_way' ? { afterwards: delivery.start } : {}
  return { kind: 'page', transaction, ...afterwards }
}

const NOTICES: { [Verdict in Exclude<CodeVerdict, 'right'>]: Notice } = {
  wrong: 'code_wrong',
  expired: 'code_expired',
  too_many_tries: 'code_spent',
  dead: 'code_dead',
}

/** The second page: the code that was sent proves the address or number, and the login goes on. */
export async function submitCode(
  tenant: Tenant,
  transaction: LoginTransaction,
  typed: string,
  facts: RequestFacts,
  session: Session | undefined,
): Promise<LoginAnswer> {
  const client = findClient(tenant, transaction.request.client_id)
  const sent = transaction.passwordless
  const connection = sent === undefined ? undefined : findConnection(tenant, sent.connection)
  const strategy = connection === undefined ? undefined : passwordlessStrategy(connection)
  if (!client || !sent || !connection || !strategy || !isEnabledFor(connection, client)) {
    return vanished(transaction)
  }
  if (isChallengeLimited(tenant, connection, facts)) return tooMany(transaction)
  const verdict = spendCode(tenant, codeOfLogin(tenant, transaction), typed.replace(/\s/g, ''))
  if (verdict !== 'right') {
    writeLog(tenant, {
      ...{ ...aboutLogin(tenant, transaction), connection: connection.name },
      ...{ type: 'fp', description: 'Wrong email or phone number, or verification code.' },
    })
    return refuse(transaction, NOTICES[verdict])
  }
  // From here on this page is done with, also for a second tab.
  transaction.stage = 'completed'
  const known = findByPasswordless(tenant, strategy, sent.recipient)
  const born =
    known ?? (await signUp(tenant, { transaction, client, connection, recipient: sent.recipient, facts }))
  if ('refused' in born) {
    transaction.stage = 'failed'
    return { kind: 'ended', transaction, status: 400, message: born.refused }
  }
  if (born.blocked === true) {
    transaction.stage = 'failed'
    writeLog(tenant, { ...aboutLogin(tenant, transaction), type: 'fu', description: 'user is blocked' })
    return answerError(transaction.request, 'unauthorized', 'user is blocked')
  }
  const method = { name: strategy, timestamp: isoNow(tenant.world.clock) }
  const own = signIn(tenant, born, method, facts, session)
  countLogin(tenant, born, facts.ip)
  transaction.user_id = born.user_id
  transaction.connection = connection.name
  transaction.session_id = own.id
  transaction.methods = structuredClone(own.methods)
  return {
    session: own,
    ...(await runPipeline(tenant, transaction, authorizeFacts(transaction), { session: own })),
  }
}

/** Somebody does not want to go on. */
export function cancelLogin(tenant: Tenant, transaction: LoginTransaction): LoginAnswer {
  const { request } = transaction
  transaction.stage = 'failed'
  writeLog(tenant, { ...aboutLogin(tenant, transaction), type: 'f', description: 'The user cancelled.' })
  return answerError(request, 'access_denied', 'The user cancelled the login.')
}

function isChallengeLimited(tenant: Tenant, { strategy }: Connection, facts: RequestFacts): boolean {
  return strategy === 'sms' && takeRequest(tenant, 'sms_challenge', facts) === 'limited'
}

function tooMany(transaction: LoginTransaction): LoginAnswer {
  return { kind: 'notice', transaction, status: 429, notice: 'too_many_requests' }
}

function refuse(transaction: LoginTransaction, notice: Notice, typed?: string): LoginAnswer {
  return { kind: 'notice', transaction, status: 400, notice, ...(typed === undefined ? {} : { typed }) }
}

function vanished(transaction: LoginTransaction): LoginAnswer {
  transaction.stage = 'failed'
  return { kind: 'ended', transaction, status: 400, message: '' }
}
