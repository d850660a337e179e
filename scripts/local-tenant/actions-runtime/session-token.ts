import { createHmac, timingSafeEqual } from 'node:crypto'

/** Seconds. Source: Auth0 docs, …/login-trigger/redirect-with-actions. */
const DEFAULT_LIFETIME = 900

export type SessionTokenFacts = { issuer: string; subject: string; ip: string; now: number }

/** `api.redirect.encodeToken`: an HS256 JWT for the page the person is sent to; signed, not encrypted. */
export function encodeSessionToken(
  facts: SessionTokenFacts,
  options: { secret: string; expiresInSeconds?: number; payload?: object },
): string {
  if (typeof options?.secret !== 'string' || options.secret.length === 0) {
    throw new Error('encodeToken needs a secret.')
  }
  const issuedAt = Math.floor(facts.now / 1000)
  const claims = {
    ...options.payload,
    iss: facts.issuer,
    sub: facts.subject,
    ip: facts.ip,
    iat: issuedAt,
    exp: issuedAt + (options.expiresInSeconds ?? DEFAULT_LIFETIME),
  }
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`
  return `${signed}.${sign(signed, options.secret)}`
}

/**
 * `api.redirect.validateToken`: the claims of the JWT that came back to `/continue`.
 *
 * @throws when it is missing, malformed, forged, expired, or was made for another `state`
 */
export function validateSessionToken(
  token: unknown,
  secret: string,
  state: unknown,
  now: number,
): { [claim: string]: unknown } {
  if (typeof token !== 'string') throw new Error('There is no session token in the request.')
  const [header, payload, signature, ...rest] = token.split('.')
  if (header === undefined || payload === undefined || signature === undefined || rest.length > 0) {
    throw new Error('The session token is not a JWT.')
  }
  // Only HS256: a token that names another algorithm, `none` above all, is refused before its signature is looked at.
  if (decode(header)['alg'] !== 'HS256') throw new Error('The session token is not signed with HS256.')
  if (!isEqual(signature, sign(`${header}.${payload}`, secret))) {
    throw new Error('The signature of the session token is not valid.')
  }
  const claims = decode(payload)
  const { iss, sub, exp } = claims
  if (typeof iss !== 'string' || typeof sub !== 'string') {
    throw new Error('The session token lacks iss or sub.')
  }
  if (typeof exp !== 'number' || exp * 1000 <= now) throw new Error('The session token has expired.')
  if (typeof state !== 'string' || claims['state'] !== state) {
    throw new Error('The state of the session token is not that of the request.')
  }
  return claims
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}

function decode(part: string): { [claim: string]: unknown } {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    if (typeof value === 'object' && value !== null) return value as { [claim: string]: unknown }
  } catch {
    // Falls through: whatever it is, it is no JSON object.
  }
  throw new Error('The session token is not a JWT.')
}

function sign(text: string, secret: string): string {
  return createHmac('sha256', secret).update(text).digest('base64url')
}

function isEqual(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
