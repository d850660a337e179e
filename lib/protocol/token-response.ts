import { isRecord } from './unknown-json.ts'

/** The ID token of a code exchange (OIDC Core §3.1.3.3), or undefined if there is none. */
export function parseIdToken(body: unknown): string | undefined {
  return isRecord(body) && typeof body.id_token === 'string' ? body.id_token : undefined
}

/** @property lifetime seconds from now until the token expires */
export type AccessToken = { token: string; lifetime: number }

/** The access token of a client-credentials grant (RFC 6749 §5.1), or undefined if there is none. */
export function parseAccessToken(body: unknown): AccessToken | undefined {
  if (!isRecord(body) || typeof body.access_token !== 'string') return undefined
  const lifetime = typeof body.expires_in === 'number' ? body.expires_in : 0
  return { token: body.access_token, lifetime }
}

/** Whether the token endpoint said the code is not good for this request (RFC 6749 §5.2 `invalid_grant`). */
export function isInvalidGrant(body: unknown): boolean {
  return isRecord(body) && body.error === 'invalid_grant'
}
