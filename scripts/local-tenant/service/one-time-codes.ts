import { timingSafeEqual } from 'node:crypto'
import type { Client, Connection, LoginTransaction, OneTimeCode } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { codeSettings } from './connections.ts'
import { randomDigits, randomToken } from './random.ts'
import { isoAfter, isoNow } from './seconds.ts'

/** Wrong tries that a code survives are one fewer. Source: Auth0 docs, authenticate/passwordless/best-practices. */
const MAXIMUM_WRONG_TRIES = 3

export type CodeVerdict = 'right' | 'wrong' | 'expired' | 'too_many_tries' | 'dead'

/** Who may spend a code: the very login by page, or the very application, that asked for it. */
export type CodeOwner =
  Required<Pick<OneTimeCode, 'transaction_id'>> | Required<Pick<OneTimeCode, 'client_id'>>

/** Makes a code; every earlier one for the same login or the same recipient is void. */
export function issueCode(
  tenant: Tenant,
  owner: CodeOwner,
  connection: Connection,
  recipient: string,
): OneTimeCode {
  const { world, state } = tenant
  const { length, lifetime } = codeSettings(connection)
  const isOlder = (code: OneTimeCode) =>
    ('transaction_id' in owner && code.transaction_id === owner.transaction_id) ||
    (code.connection === connection.name && code.recipient === recipient)
  // What is void or past can prove nothing more, so it is forgotten rather than kept.
  state.oneTimeCodes = state.oneTimeCodes.filter((code) => !isOlder(code))
  const code: OneTimeCode = {
    ...{ id: randomToken(world, 16), connection: connection.name, recipient, ...owner },
    code: randomDigits(world, length),
    created_at: isoNow(world.clock),
    expires_at: isoAfter(world.clock, lifetime),
    failed_attempts: 0,
    dead: false,
  }
  state.oneTimeCodes.push(code)
  return code
}

/** The code that was sent in this login, unless a newer one has made it void. */
export function codeOfLogin(tenant: Tenant, transaction: LoginTransaction): OneTimeCode | undefined {
  const sent = transaction.passwordless
  return tenant.state.oneTimeCodes.find(
    ({ id, transaction_id, recipient }) =>
      id === sent?.code_id && transaction_id === transaction.id && recipient === sent.recipient,
  )
}

/** The code that this application has asked for by API, unless a newer one has made it void. */
export function codeOfStart(
  tenant: Tenant,
  client: Client,
  connection: Connection,
  recipient: string,
): OneTimeCode | undefined {
  return tenant.state.oneTimeCodes.find(
    (code) =>
      code.client_id === client.client_id &&
      code.connection === connection.name &&
      code.recipient === recipient,
  )
}

/**
 * Judges a typed code, and spends it. There is no `await` in here: of any number of parallel submits, one is first
 * and the others find the code dead.
 */
export function spendCode(tenant: Tenant, code: OneTimeCode | undefined, typed: string): CodeVerdict {
  if (code === undefined || code.dead) return 'dead'
  if (isExpired(tenant, code)) {
    code.dead = true
    return 'expired'
  }
  if (isSame(code.code, typed)) {
    code.dead = true
    return 'right'
  }
  code.failed_attempts += 1
  if (!isTriedOut(code)) return 'wrong'
  code.dead = true
  return 'too_many_tries'
}

export function isExpired(tenant: Tenant, { expires_at }: OneTimeCode): boolean {
  return tenant.world.clock.now().getTime() >= Date.parse(expires_at)
}

export function isTriedOut({ failed_attempts }: OneTimeCode): boolean {
  return failed_attempts >= MAXIMUM_WRONG_TRIES
}

function isSame(code: string, typed: string): boolean {
  const [a, b] = [Buffer.from(code), Buffer.from(typed)]
  return a.length === b.length && timingSafeEqual(a, b)
}
