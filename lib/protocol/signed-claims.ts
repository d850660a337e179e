import { CLOCK_SKEW_MS } from '../core/freshness.ts'
import { isRecord, parseJson } from './unknown-json.ts'

/** The claims of a token whose signature has been checked. */
export type Claims = Readonly<Record<string, unknown>>

/** Whose tokens are taken, and whom they must be for. */
export type ExpectedClaims = { issuers: readonly string[]; audience: string }

/**
 * The claims of a signed ID token, if it is meant for us and holds now (OIDC Core §3.1.3.7): one of the issuers, the
 * audience, a time of issue, not expired and not too early, within five minutes of clock skew; otherwise undefined.
 * @param payload the token's payload, as text
 */
export function parseSignedClaims(
  payload: string,
  { issuers, audience }: ExpectedClaims,
  now: Date,
): Claims | undefined {
  const claims = parseJson(payload)
  if (!isRecord(claims)) return undefined
  const { iss, aud, exp, iat, nbf = 0 } = claims
  if (!issuers.some((issuer) => issuer === iss)) return undefined
  if (aud !== audience && !(Array.isArray(aud) && aud.includes(audience))) return undefined
  if (typeof iat !== 'number' || typeof exp !== 'number' || typeof nbf !== 'number') return undefined
  const at = Math.floor(now.getTime() / 1000)
  const skew = CLOCK_SKEW_MS / 1000
  return exp > at - skew && nbf <= at + skew ? claims : undefined
}
