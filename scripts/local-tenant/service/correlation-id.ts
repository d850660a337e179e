import type { AuthorizeRequest } from '../state.ts'
import type { RequestFacts, Tenant } from '../tenant.ts'

/** Source: Auth0 docs, authenticate/login/configure-correlation-id. */
const CORRELATION_ID = /^[-\w.*~@+/:]{1,64}$/

/** The app's name for a login, if it is one; what breaks the rules is passed over as if it had not been sent. */
export function readCorrelationId(tenant: Tenant, query: RequestFacts['query']): string | undefined {
  const value = query['correlation_id']
  if (tenant.unknowns.correlationId === 'absent' || typeof value !== 'string') return undefined
  return CORRELATION_ID.test(value) ? value : undefined
}

/** By what an entry of the log is found again. */
export function referencesOf({ correlation_id }: Partial<AuthorizeRequest>): {
  references?: { correlation_id: string }
} {
  return correlation_id === undefined ? {} : { references: { correlation_id } }
}
