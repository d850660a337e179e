import type { Client } from '../state.ts'
import type { RequestFacts } from '../tenant.ts'
import { isPublicClient } from './clients.ts'

/**
 * The request as if the person had sent it from where their back end says they are. Only a confidential application
 * is believed, which has proven itself by its secret and has the setting on; for any other it would be a way past
 * every limit.
 *
 * Source: Auth0 docs, authenticate/passwordless/implement-login/embedded-login/relevant-api-endpoints.
 */
export function withEndUsersAddress(client: Client, facts: RequestFacts): RequestFacts {
  const isBelieved = !isPublicClient(client) && client['is_token_endpoint_ip_header_trusted'] === true
  return isBelieved && facts.forwarded_for !== undefined ? { ...facts, ip: facts.forwarded_for } : facts
}
