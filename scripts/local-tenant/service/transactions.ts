import type { AuthorizeRequest, LoginTransaction } from '../state.ts'
import type { RequestFacts, Tenant } from '../tenant.ts'
import { randomToken } from './random.ts'
import { isoNow, secondsSince } from './seconds.ts'

/** Seconds. Source: Auth0 docs, troubleshoot/product-lifecycle/…/migrate-to-1-hour-expiration. */
export const TRANSACTION_LIFETIME = 3600

export function startTransaction(
  tenant: Tenant,
  request: AuthorizeRequest,
  facts: RequestFacts,
  browserId: string,
): LoginTransaction {
  const { state, world } = tenant
  // Nobody can come back to these any more.
  state.transactions = state.transactions.filter((each) => !isOver(tenant, each, 2 * TRANSACTION_LIFETIME))
  const transaction: LoginTransaction = {
    id: randomToken(world),
    stage: 'identifier',
    request,
    protocol: 'oidc-basic-profile',
    hostname: facts.hostname,
    browser_id: browserId,
    created_at: isoNow(world.clock),
    locale: request.ui_locales[0] ?? facts.language ?? 'en',
    ip: facts.ip,
    user_agent: facts.user_agent,
    ...(facts.language === undefined ? {} : { language: facts.language }),
    method: facts.method,
    methods: [],
    metadata: {},
    effects: { idTokenClaims: {}, accessTokenClaims: {}, addedScopes: [], removedScopes: [] },
  }
  state.transactions.push(transaction)
  return transaction
}

/**
 * Actions are told of the `/authorize` request, not of the pages that answered it. Its parameters are in `query`
 * however they came, so that a login by POST looks the same with a session and without.
 */
export function authorizeFacts(transaction: LoginTransaction): RequestFacts {
  const { hostname, ip, user_agent, language, method, request } = transaction
  return {
    ...{ hostname, ip, user_agent, method, query: request.query, body: {} },
    ...(language === undefined ? {} : { language }),
  }
}

export function isOver(tenant: Tenant, transaction: LoginTransaction, lifetime: number): boolean {
  const since = transaction.resume?.suspended_at ?? transaction.created_at
  return secondsSince(tenant.world.clock, since) >= lifetime
}

export type FoundTransaction =
  | { kind: 'live'; transaction: LoginTransaction }
  /** Finished, failed or too old: its page can only say so. */
  | { kind: 'late'; transaction: LoginTransaction }
  | { kind: 'unknown' }

/** The transaction of a login page, for the very browser and host that began it. */
export function findTransaction(
  tenant: Tenant,
  id: string,
  browserId: string | undefined,
  hostname: string,
): FoundTransaction {
  const transaction = tenant.state.transactions.find(
    (each) => each.id === id && each.browser_id === browserId && each.hostname === hostname,
  )
  if (transaction === undefined) return { kind: 'unknown' }
  const isOpen = transaction.stage === 'identifier' || transaction.stage === 'code'
  return isOpen && !isOver(tenant, transaction, TRANSACTION_LIFETIME)
    ? { kind: 'live', transaction }
    : { kind: 'late', transaction }
}

/**
 * The login that `state` resumes, which it does once: it is taken out of waiting before anything else happens, so
 * that a second request with the same `state` finds nothing.
 */
export function takeSuspended(
  tenant: Tenant,
  state: string,
  browserId: string | undefined,
  hostname: string,
): { transaction: LoginTransaction; resume: NonNullable<LoginTransaction['resume']> } | undefined {
  const transaction = tenant.state.transactions.find(
    (each) =>
      each.stage === 'suspended' &&
      each.resume?.state === state &&
      each.browser_id === browserId &&
      each.hostname === hostname,
  )
  const resume = transaction?.resume
  if (transaction === undefined || resume === undefined) return undefined
  if (isOver(tenant, transaction, TRANSACTION_LIFETIME)) return undefined
  delete transaction.resume
  transaction.stage = 'completed'
  return { transaction, resume }
}
