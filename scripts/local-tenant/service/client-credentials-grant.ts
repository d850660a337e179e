import { isPublicClient } from './clients.ts'
import { issueClientToken } from './issue-tokens.ts'
import { OAuthError } from './oauth-error.ts'
import { findResourceServer } from './resource-servers.ts'
import type { Grant } from './token-grants.ts'

const denied = (words: string) => new OAuthError(403, 'access_denied', words)

export const grantClientCredentials: Grant = async (tenant, client, fields, facts) => {
  if (isPublicClient(client)) {
    const words = "Grant type 'client_credentials' not allowed for the client."
    throw new OAuthError(403, 'unauthorized_client', words)
  }
  const { audience, scope } = fields
  if (audience === undefined || audience === '') {
    throw denied('Non-global clients are not allowed access to APIv1')
  }
  if (findResourceServer(tenant, audience) === undefined) {
    throw denied(`Service not enabled within domain: ${audience}`)
  }
  const grant = tenant.state.configuration.clientGrants.find(
    (each) => each.client_id === client.client_id && each.audience === audience,
  )
  if (grant === undefined) {
    throw denied(
      `Client is not authorized to access "${audience}". You need to create a "client-grant" associated to this API.`,
    )
  }
  const wanted = (scope ?? '').split(' ').filter((word) => word !== '')
  const missing = wanted.filter((word) => !grant.scope.includes(word))
  if (missing.length > 0) throw denied(`Client has not been granted scopes: ${missing.join(', ')}`)
  return issueClientToken(tenant, client, facts.hostname, audience, wanted.length > 0 ? wanted : grant.scope)
}
