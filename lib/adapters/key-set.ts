import type { JWK } from 'jose'

import { UpstreamError } from '../errors.ts'
import { isRecord } from '../protocol/unknown-json.ts'
import type { FetchedOnce } from './fetched-once.ts'
import { fetchedOnce } from './fetched-once.ts'
import type { Outside } from './outside.ts'
import type { Cache } from './sealed-cache.ts'

const KEYS_TTL_MS = 6 * 60 * 60_000

export type KeySet = { keys: readonly JWK[] }

/** The keys that the tenant signs with, as one of its hosts publishes them (RFC 7517 §5). */
export function keySet(host: string, { outside, cache }: { outside: Outside; cache: Cache }) {
  const name = `jwks ${host}`

  function cached(): KeySet | undefined {
    const text = cache.get(name)
    return text === undefined ? undefined : (JSON.parse(text) as KeySet)
  }

  async function load(): Promise<KeySet> {
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
    return slim as KeySet
  }

  return fetchedOnce(cached, load) satisfies FetchedOnce<KeySet>
}

function isJwks(body: unknown): body is { keys: Record<string, unknown>[] } {
  return isRecord(body) && Array.isArray(body.keys) && body.keys.every(isRecord)
}
