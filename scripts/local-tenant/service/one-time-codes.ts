import { timingSafeEqual } from 'node:crypto'
import type { Connection, LoginTransaction, OneTimeCode } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { codeSettings } from './connections.ts'
import { randomDigits, randomToken } from './random.ts'
import { isoAfter, isoNow } from './seconds.ts'

/** Wrong tries that a code survives are one fewer. Source: Auth0 docs, authenticate/passwordless/best-practices. */
const MAXIMUM_WRONG_TRIES = 3

export type CodeVerdict = 'right' | 'wrong' | 'expired' | 'too_many_tries' | 'dead'

/** Makes the code of this transaction; every earlier one for it or for the recipient is void. */
export function issueCode(
  tenant: Tenant,
  transaction: LoginTransaction,
  connection: Connection,
  recipient: string,
): OneTimeCode {
  const { world, state } = tenant
  const { length, lifetime } = codeSettings(connection)
  const isOlder = (code: OneTimeCode) =>
    code.transaction_id === transaction.id ||
    (code.connection === connection.name && code.recipient === recipient)
  // What is void or past can prove nothing more, so it is forgotten rather than kept.
  state.oneTimeCodes = state.oneTimeCodes.filter((code) => !isOlder(code))
  const code: OneTimeCode = {
    id: randomToken(world, 16),
    connection: connection.name,
    recipient,
    transaction_id: transaction.id,
    code: randomDigits(world, length),
    created_at: isoNow(world.clock),
    expires_at: isoAfter(world.clock, lifetime),
    failed_attempts: 0,
    dead: false,
  }
  state.oneTimeCodes.push(code)
  transaction.passwordless = { connection: connection.name, recipient, code_id: code.id }
  return code
}

/**
 * Judges a typed code, and spends it. There is no `await` in here: of any number of parallel submits, one is first
 * and the others find the code dead.
 */
export function spendCode(tenant: Tenant, transaction: LoginTransaction, typed: string): CodeVerdict {
  const sent = transaction.passwordless
  const code = tenant.state.oneTimeCodes.find(
    ({ id, transaction_id, recipient }) =>
      id === sent?.code_id && transaction_id === transaction.id && recipient === sent.recipient,
  )
  if (code === undefined || code.dead) return 'dead'
  if (tenant.world.clock.now().getTime() >= Date.parse(code.expires_at)) {
    code.dead = true
    return 'expired'
  }
  if (isSame(code.code, typed)) {
    code.dead = true
    return 'right'
  }
  code.failed_attempts += 1
  if (code.failed_attempts < MAXIMUM_WRONG_TRIES) return 'wrong'
  code.dead = true
  return 'too_many_tries'
}

function isSame(code: string, typed: string): boolean {
  const [a, b] = [Buffer.from(code), Buffer.from(typed)]
  return a.length === b.length && timingSafeEqual(a, b)
}
