import { createHash, timingSafeEqual } from 'node:crypto'
import type { Client } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { findClient, isPublicClient } from './clients.ts'
import { OAuthError, unauthorized } from './oauth-error.ts'

export type Credentials = { clientId?: string; clientSecret?: string }

/**
 * Which client asks. A confidential one proves itself by its secret, in the header or in the body; a public one
 * has none to prove, and must not be let through by an empty one.
 *
 * @throws OAuthError
 */
export function authenticateClient(tenant: Tenant, credentials: Credentials): Client {
  const { clientId, clientSecret } = credentials
  if (clientId === undefined || clientId === '') throw unauthorized()
  const client = findClient(tenant, clientId)
  if (client === undefined) throw unauthorized()
  if (isPublicClient(client)) {
    if (clientSecret === undefined || isSame(clientSecret, client.client_secret)) return client
    throw unauthorized()
  }
  if (clientSecret === undefined || clientSecret === '') throw unauthorized()
  if (!isSame(clientSecret, client.client_secret)) throw unauthorized()
  return client
}

/**
 * Credentials of the header (RFC 6749, section 2.3.1) or of the body, but not of both.
 *
 * @throws OAuthError when there are two, or the header cannot be read
 */
export function readCredentials(
  authorization: string | undefined,
  body: { [name: string]: string },
): Credentials {
  const inBody = {
    ...(body['client_id'] === undefined ? {} : { clientId: body['client_id'] }),
    ...(body['client_secret'] === undefined ? {} : { clientSecret: body['client_secret'] }),
  }
  const encoded = /^Basic\s+([\w+/=-]+)$/i.exec(authorization ?? '')?.[1]
  if (encoded === undefined) return inBody
  if (inBody.clientSecret !== undefined) {
    throw new OAuthError(400, 'invalid_request', 'More than one method of client authentication was used.')
  }
  const [id, ...secret] = Buffer.from(encoded, 'base64').toString('utf8').split(':')
  const credentials = { clientId: unescape(id ?? ''), clientSecret: unescape(secret.join(':')) }
  if (inBody.clientId !== undefined && inBody.clientId !== credentials.clientId) throw unauthorized()
  return credentials
}

function unescape(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}

function isSame(a: string, b: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(a), hash(b))
}
