import type { Client, LoginTransaction, Session, User } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { findUser } from './accounts.ts'
import { answerWithCode } from './answer-with-code.ts'
import { findClient } from './clients.ts'
import { askedBy, giveConsent, neededConsent } from './consent.ts'
import { answerError } from './login-answer.ts'
import type { LoginAnswer } from './login-answer.ts'
import { aboutLogin, writeLog } from './logs.ts'
import { waitBehindActions } from './suspend-login.ts'
import { stopWaiting } from './waiting-page.ts'

type Person = { client: Client; user: User; session: Session | undefined }

/** The Actions are through: the app gets its code, once the person has agreed where they have to. */
export function completeLogin(tenant: Tenant, transaction: LoginTransaction, person: Person): LoginAnswer {
  const { client, user, session } = person
  if (neededConsent(tenant, transaction, client) === undefined) {
    transaction.stage = 'completed'
    return answerWithCode(tenant, transaction, client, user, session)
  }
  if (transaction.request.prompt.includes('none')) {
    return refuse(tenant, transaction, session, 'consent_required', 'Consent required')
  }
  waitBehindActions(tenant, transaction)
  return { kind: 'page', transaction, ...withSession(session) }
}

/** The page that asks: whoever declines goes back to the app without a code, and stays signed in. */
export function submitConsent(
  tenant: Tenant,
  transaction: LoginTransaction,
  isAgreed: boolean,
  session: Session | undefined,
): LoginAnswer {
  const client = findClient(tenant, transaction.request.client_id)
  const user = transaction.user_id === undefined ? undefined : findUser(tenant, transaction.user_id)
  stopWaiting(transaction)
  if (client === undefined || user === undefined) {
    return refuse(tenant, transaction, session, 'access_denied', 'The user does not exist anymore.')
  }
  // Whoever reads the page takes their time, too.
  if (user.blocked === true) return refuse(tenant, transaction, session, 'unauthorized', 'user is blocked')
  if (!isAgreed) {
    return refuse(tenant, transaction, session, 'access_denied', 'User did not authorize the request')
  }
  giveConsent(tenant, transaction, askedBy(tenant, transaction, client))
  transaction.stage = 'completed'
  return answerWithCode(tenant, transaction, client, user, session)
}

function refuse(
  tenant: Tenant,
  transaction: LoginTransaction,
  session: Session | undefined,
  error: string,
  description: string,
): LoginAnswer {
  transaction.stage = 'failed'
  const type = transaction.request.prompt.includes('none') ? 'fsa' : 'f'
  const user = transaction.user_id === undefined ? {} : { user_id: transaction.user_id }
  writeLog(tenant, { ...aboutLogin(tenant, transaction), ...user, type, description })
  return { ...answerError(transaction.request, error, description), ...withSession(session) }
}

function withSession(session: Session | undefined): { session?: Session } {
  return session === undefined ? {} : { session }
}
