import { buildPreUserRegistrationEvent } from '../events/pre-user-registration-event.ts'
import type { Client, Connection, LoginFacts, User } from '../state.ts'
import type { RequestFacts, Tenant } from '../tenant.ts'
import { createPasswordlessUser, findByPasswordless } from './accounts.ts'
import { passwordlessStrategy } from './connections.ts'
import { aboutLogin, writeLog } from './logs.ts'

export type SignUpRequest = {
  transaction: LoginFacts
  client: Client
  connection: Connection
  /** The address or number that a right code has proven. */
  recipient: string
  facts: RequestFacts
}

const SIGN_UP_DISABLED = 'Sign-up is disabled.'
const NOT_POSSIBLE = 'It is not possible to sign up.'

/**
 * Creates the account of a proven address or number, unless the connection or an Action refuses.
 *
 * Metadata that Actions set here is not kept: «You cannot currently use pre-user-registration Actions to add
 * metadata to passwordless users.» Source: Auth0 docs, …/signup-and-login-triggers/pre-user-registration-trigger.
 *
 * @returns the user, or what to tell the person; then there is no account
 */
export async function signUp(tenant: Tenant, request: SignUpRequest): Promise<User | { refused: string }> {
  const { transaction, client, connection, recipient, facts } = request
  const strategy = passwordlessStrategy(connection)
  const about = { ...aboutLogin(tenant, transaction), connection: connection.name, ip: facts.ip }
  const refuse = (type: string, description: string, refused: string) => {
    writeLog(tenant, {
      ...{ ...about, type, description, strategy: connection.strategy },
    })
    return { refused }
  }
  if (strategy === undefined || connection.options['disable_signup'] === true) {
    return refuse('fs', SIGN_UP_DISABLED, SIGN_UP_DISABLED)
  }
  const proven = strategy === 'sms' ? { phone_number: recipient, name: recipient } : { email: recipient }
  const event = buildPreUserRegistrationEvent(tenant, {
    ...{ transaction, client, connection, request: facts },
    user: proven,
  })
  const result = await tenant.actions.preUserRegistration(event)
  if (result.kind === 'denied') return refuse('fs', result.reason, result.userMessage)
  if (result.kind === 'failed') return refuse('fs', result.message, NOT_POSSIBLE)
  // While the Actions ran, somebody else may have signed up with it.
  const meanwhile = findByPasswordless(tenant, strategy, recipient)
  if (meanwhile !== undefined) return meanwhile
  const user = createPasswordlessUser(tenant, connection, strategy, recipient)
  writeLog(tenant, {
    ...{ ...about, type: 'ss', description: 'Successful signup', user_id: user.user_id },
  })
  return user
}
