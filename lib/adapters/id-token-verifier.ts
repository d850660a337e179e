import type { JSONWebKeySet } from 'jose'
import { createLocalJWKSet, jwtVerify } from 'jose'
import { JOSEError, JWKSNoMatchingKey } from 'jose/errors'

import { CLOCK_SKEW_MS } from '../core/freshness.ts'
import type { Proof } from '../core/proof.ts'
import { UpstreamError } from '../errors.ts'
import type { Clock, ProofVerifier } from '../ports.ts'
import { parseProof } from '../protocol/inner-id-token.ts'
import { isRecord } from '../protocol/unknown-json.ts'
import type { FetchedOnce } from './fetched-once.ts'
import { fetchedOnce } from './fetched-once.ts'
import type { Outside } from './outside.ts'
import type { Cache } from './sealed-cache.ts'

const KEYS_TTL_MS = 6 * 60 * 60_000

export type VerifierWorld = { outside: Outside; cache: Cache; clock: Clock }

/**
 * Verifies inner ID tokens (OIDC Core §3.1.3.7): RS256 only, issuer the host that served the login, audience the
 * companion, not expired within five minutes of clock skew.
 */
export function idTokenVerifier(host: string, audience: string, world: VerifierWorld): ProofVerifier {
  const issuer = `https://${host}/`
  const keys = keySet(host, world)

  async function check(idToken: string, from: JSONWebKeySet): Promise<Proof | undefined> {
    const { payload } = await jwtVerify(idToken, createLocalJWKSet(from), {
      issuer,
      audience,
      algorithms: ['RS256'],
      requiredClaims: ['iat', 'exp'],
      clockTolerance: CLOCK_SKEW_MS / 1000,
      currentDate: world.clock.now(),
    }).catch(nameFailure)
    return parseProof(payload)
  }

  return {
    async prepare() {
      await keys.get().catch(() => undefined)
    },
    async verify(idToken) {
      const known = await keys.get()
      try {
        return await check(idToken, known)
      } catch (error) {
        if (!(error instanceof JOSEError)) throw error
        // The tenant may have rotated its keys since they were cached.
        if (!(error instanceof JWKSNoMatchingKey)) return undefined
      }
      return checkAgain(idToken)
    },
  }

  async function checkAgain(idToken: string): Promise<Proof | undefined> {
    const fresh = await keys.renew()
    return fresh && check(idToken, fresh).catch(asNoProof)
  }
}

// What jose throws beyond its own errors is about a key that it cannot import.
function nameFailure(error: unknown): never {
  throw error instanceof JOSEError ? error : new UpstreamError('jwks', 'malformed', { cause: error })
}

function asNoProof(error: unknown): undefined {
  if (error instanceof JOSEError) return undefined
  throw error
}

function keySet(host: string, { outside, cache }: VerifierWorld): FetchedOnce<JSONWebKeySet> {
  const name = `jwks ${host}`

  function cached(): JSONWebKeySet | undefined {
    const text = cache.get(name)
    return text === undefined ? undefined : (JSON.parse(text) as JSONWebKeySet)
  }

  async function load(): Promise<JSONWebKeySet> {
    const { status, body } = await outside({
      at: 'jwks',
      url: `https://${host}/.well-known/jwks.json`,
      method: 'GET',
      retry: 'on_429_or_5xx',
    })
    if (status !== 200) throw new UpstreamError('jwks', `http_${status}`)
    if (!isJwks(body)) throw new UpstreamError('jwks', 'malformed')
    const slim = { keys: body.keys.map(({ kty, kid, alg, use, n, e }) => ({ kty, kid, alg, use, n, e })) }
    cache.set(name, JSON.stringify(slim), KEYS_TTL_MS)
    return slim as JSONWebKeySet
  }

  return fetchedOnce(cached, load)
}

function isJwks(body: unknown): body is { keys: Record<string, unknown>[] } {
  return isRecord(body) && Array.isArray(body.keys) && body.keys.every(isRecord)
}
