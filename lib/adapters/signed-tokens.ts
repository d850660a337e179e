import { compactVerify } from 'jose'
import { JOSEError } from 'jose/errors'

import { UpstreamError } from '../errors.ts'
import type { Clock } from '../ports.ts'
import type { Claims, ExpectedClaims } from '../protocol/signed-claims.ts'
import { parseSignedClaims } from '../protocol/signed-claims.ts'
import type { KeySet } from './key-set.ts'
import { keySet } from './key-set.ts'
import type { Outside } from './outside.ts'
import type { Cache } from './sealed-cache.ts'

export type VerifierWorld = { outside: Outside; cache: Cache; clock: Clock }

/** ID tokens of the tenant. */
export type SignedTokens = {
  /** Fetches the key set ahead of time. Never rejects: `read` meets the failure. */
  prepare(): Promise<void>
  /**
   * The claims, if the token is signed by the tenant with RS256 and they are as expected; otherwise undefined.
   * @throws UpstreamError if the keys cannot be had
   */
  read(token: string): Promise<Claims | undefined>
}

// No key of the tenant has the id that the token names.
const NO_KEY = Symbol('no key')

/** @param host one of the tenant's, whose key set is fetched */
export function signedTokens(host: string, expected: ExpectedClaims, world: VerifierWorld): SignedTokens {
  const keys = keySet(host, world)

  async function check(token: string, from: KeySet) {
    const payload = await verifiedPayload(token, from)
    return typeof payload === 'string' ? parseSignedClaims(payload, expected, world.clock.now()) : payload
  }

  return {
    async prepare() {
      await keys.get().catch(() => undefined)
    },
    async read(token) {
      const claims = await check(token, await keys.get())
      if (claims !== NO_KEY) return claims
      // The tenant may have rotated its keys since they were cached.
      const fresh = await keys.renew()
      const again = fresh && (await check(token, fresh))
      return again === NO_KEY ? undefined : again
    },
  }
}

async function verifiedPayload(token: string, { keys }: KeySet): Promise<string | typeof NO_KEY | undefined> {
  let hasKey = true
  try {
    const { payload } = await compactVerify(
      token,
      ({ kid }) => {
        // Exactly what Auth0 signs with, whatever else a key says of itself.
        const key = keys.find((each) => kid !== undefined && each.kid === kid && each.kty === 'RSA')
        hasKey = key !== undefined
        if (!key) throw new JOSEError()
        return { ...key, alg: 'RS256' }
      },
      { algorithms: ['RS256'] },
    )
    return Buffer.from(payload).toString()
  } catch (error) {
    if (!hasKey) return NO_KEY
    if (error instanceof JOSEError) return undefined
    // What jose throws beyond its own errors is about a key that it cannot import.
    throw new UpstreamError('jwks', 'malformed', { cause: error })
  }
}
