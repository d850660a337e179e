import { createHash } from 'node:crypto'

import { SignJWT, UnsecuredJWT, base64url, exportJWK, generateKeyPair } from 'jose'

import { idTokenVerifier } from '../../../lib/adapters/id-token-verifier.ts'
import type { Outside, OutsideRequest } from '../../../lib/adapters/outside.ts'
import type { Cache } from '../../../lib/adapters/sealed-cache.ts'
import type { Proof } from '../../../lib/core/proof.ts'
import type { SigningKey } from '../../support/signed-tokens.ts'
import { signIdToken, signingKey } from '../../support/signed-tokens.ts'

const NOW = new Date('2026-03-01T12:00:00Z')
const SECONDS = NOW.getTime() / 1000
const HOST = 'acme.eu.auth0.com'
const SKEW = 300

const claims: Record<string, unknown> = {
  iss: `https://${HOST}/`,
  aud: 'companion',
  sub: 'sms|new',
  nonce: 'n-1',
  auth_time: SECONDS - 30,
  iat: SECONDS - 20,
  exp: SECONDS + 36_000,
  phone_number: '+4915112345678',
  phone_number_verified: true,
  phone_link_account: 'fresh',
}

let key: SigningKey
let next: SigningKey
let stranger: SigningKey
beforeAll(async () => {
  ;[key, next, stranger] = await Promise.all([signingKey('k-1'), signingKey('k-2'), signingKey('k-1')])
})

type Served = { status: number; body: unknown } | Error

/** A verifier whose tenant serves these key sets, one after the other; the last one stays. */
function verifierServing(served: Served[], kept = new Map<string, string>()) {
  const asked: OutsideRequest[] = []
  const outside: Outside = (request) => {
    asked.push(request)
    const answer = served[Math.min(asked.length, served.length) - 1]
    return answer === undefined || answer instanceof Error
      ? Promise.reject(answer ?? new Error('nothing served'))
      : Promise.resolve(answer)
  }
  const ttls: number[] = []
  const cache: Cache = {
    get: (name) => kept.get(name),
    set: (name, value, ttl) => {
      ttls.push(ttl)
      kept.set(name, value)
    },
  }
  const verifier = idTokenVerifier(HOST, 'companion', { outside, cache, clock: { now: () => NOW } })
  return { verifier, asked, kept, ttls }
}

const keySet = (...keys: SigningKey[]): Served => ({
  status: 200,
  body: { keys: keys.map(({ jwk }) => jwk) },
})
const noCache = { get: () => undefined, set: () => undefined }

describe('an inner ID token that holds', () => {
  const proof = (): Partial<Proof> => ({
    nonce: 'n-1',
    authTime: new Date(NOW.getTime() - 30_000),
    phoneNumber: '+4915112345678',
    phoneVerified: true,
    history: 'fresh',
  })

  test('R21 gives the proof, asking for the keys once', async () => {
    const { verifier, asked, ttls } = verifierServing([keySet(key)])
    expect(await verifier.verify(await signIdToken(key, claims))).toMatchObject(proof())
    expect(await verifier.verify(await signIdToken(key, claims))).toMatchObject(proof())
    expect(asked.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `GET https://${HOST}/.well-known/jwks.json`,
    ])
    expect(ttls).toEqual([6 * 60 * 60_000])
  })

  test.each<[string, Record<string, unknown>]>([
    ['T30 expired four minutes and 59 seconds ago', { exp: SECONDS - SKEW + 1 }],
    ['T30 not valid for another five minutes', { nbf: SECONDS + SKEW }],
    ['R21 with the companion among its audiences', { aud: ['companion'] }],
  ])('%s still counts', async (_name, change) => {
    const { verifier } = verifierServing([keySet(key)])
    expect(await verifier.verify(await signIdToken(key, { ...claims, ...change }))).toMatchObject(proof())
  })
})

describe('an inner ID token that does not hold', () => {
  const changes: [string, Record<string, unknown>][] = [
    ['T06 another issuer', { iss: 'https://evil.example.com/' }],
    ['T06 the issuer without its slash', { iss: `https://${HOST}` }],
    ['R64 the issuer of the other domain', { iss: 'https://login.example.com/' }],
    ['T06 no issuer', { iss: undefined }],
    ['T06 another audience', { aud: 'app' }],
    ['T06 no audience', { aud: undefined }],
    ['T30 expired five minutes ago', { exp: SECONDS - SKEW }],
    ['R21 no expiry', { exp: undefined }],
    ['R21 no time of issue', { iat: undefined }],
    ['T30 not valid for more than five minutes yet', { nbf: SECONDS + SKEW + 1 }],
    ['R20 no nonce', { nonce: undefined }],
    ['R20 no auth_time', { auth_time: undefined }],
    ['T06 no subject', { sub: undefined }],
  ]
  test.each(changes)('%s is no proof', async (_name, change) => {
    const { verifier } = verifierServing([keySet(key)])
    expect(await verifier.verify(await signIdToken(key, { ...claims, ...change }))).toBeUndefined()
  })

  const forgeries: [string, () => Promise<string> | string][] = [
    ['T06 signed by a stranger under our key id', () => signIdToken(stranger, claims)],
    ['T06 alg none', () => new UnsecuredJWT(claims).encode()],
    [
      'T06 HS256 with the public key as the secret',
      () =>
        new SignJWT(claims)
          .setProtectedHeader({ alg: 'HS256', kid: 'k-1' })
          .sign(base64url.decode(key.jwk.n ?? '')),
    ],
    [
      'T06 RS256 in the header of an HMAC',
      async () => {
        const [header, payload] = (await signIdToken(key, claims)).split('.')
        const mac = createHash('sha256').update(`${header}.${payload}`).digest('base64url')
        return `${header}.${payload}.${mac}`
      },
    ],
    [
      'T06 with claims changed after signing',
      async () => {
        const [header, , signature] = (await signIdToken(key, claims)).split('.')
        const payload = base64url.encode(JSON.stringify({ ...claims, sub: 'sms|other' }))
        return `${header}.${payload}.${signature}`
      },
    ],
    ['T06 no token at all', () => ''],
    ['T06 text', () => 'not.a.token'],
  ]
  test.each(forgeries)('%s is no proof', async (_name, forge) => {
    const { verifier } = verifierServing([keySet(key)])
    expect(await verifier.verify(await forge())).toBeUndefined()
  })

  test.each(['RS512', 'PS256', 'ES256'])(
    'T06 %s by a key of the tenant that does not say what it is for is no proof',
    async (alg) => {
      const { privateKey, publicKey } = await generateKeyPair(alg)
      const keys = [{ ...(await exportJWK(publicKey)), kid: 'k-9' }]
      const { verifier } = verifierServing([{ status: 200, body: { keys } }])
      const token = await new SignJWT(claims).setProtectedHeader({ alg, kid: 'k-9' }).sign(privateKey)
      expect(await verifier.verify(token)).toBeUndefined()
    },
  )
})

describe('the key set', () => {
  const cachedKeys = (...keys: SigningKey[]) =>
    new Map([[`jwks ${HOST}`, JSON.stringify({ keys: keys.map(({ jwk }) => jwk) })]])

  test('cached keys are used without asking', async () => {
    const { verifier, asked } = verifierServing([], cachedKeys(key))
    expect(await verifier.verify(await signIdToken(key, claims))).toBeDefined()
    expect(asked).toHaveLength(0)
  })

  test('R21 a key rotated since it was cached is fetched, once', async () => {
    const { verifier, asked, kept } = verifierServing([keySet(key, next)], cachedKeys(key))
    expect(await verifier.verify(await signIdToken(next, claims))).toBeDefined()
    expect(asked).toHaveLength(1)
    expect(kept.get(`jwks ${HOST}`)).toContain('k-2')
  })

  test('T06 a key that nobody has is asked for once, then the token is no proof', async () => {
    const { verifier, asked } = verifierServing([keySet(key)], cachedKeys(key))
    expect(await verifier.verify(await signIdToken(next, claims))).toBeUndefined()
    expect(await verifier.verify(await signIdToken(next, claims))).toBeUndefined()
    expect(asked).toHaveLength(1)
  })

  test('T06 a rotated key does not excuse a wrong audience', async () => {
    const { verifier } = verifierServing([keySet(next)], cachedKeys(key))
    expect(await verifier.verify(await signIdToken(next, { ...claims, aud: 'app' }))).toBeUndefined()
  })

  test('R63 with a cache that keeps nothing, preparing and verifying ask once', async () => {
    const asked: string[] = []
    const outside: Outside = ({ url }) => {
      asked.push(url)
      return Promise.resolve(keySet(key) as { status: number; body: unknown })
    }
    const verifier = idTokenVerifier(HOST, 'companion', {
      outside,
      cache: noCache,
      clock: { now: () => NOW },
    })
    await verifier.prepare()
    expect(await verifier.verify(await signIdToken(key, claims))).toBeDefined()
    expect(asked).toHaveLength(1)
  })

  const failures: [string, Served, string][] = [
    ['answers 500', { status: 500, body: undefined }, 'jwks_http_500'],
    ['is no object', { status: 200, body: [] }, 'jwks_malformed'],
    ['has no keys', { status: 200, body: {} }, 'jwks_malformed'],
    ['has keys that are no objects', { status: 200, body: { keys: ['k'] } }, 'jwks_malformed'],
    [
      'has a key that is none',
      { status: 200, body: { keys: [{ kty: 'RSA', kid: 'k-1', alg: 'RS256', use: 'sig', n: 7 }] } },
      'jwks_malformed',
    ],
    ['cannot be reached', new Error('unreachable'), 'unreachable'],
  ]
  test.each(failures)(
    'R61 a key set that %s is an error, which preparing leaves to verifying',
    async (_name, served, message) => {
      const { verifier } = verifierServing([served])
      await expect(verifier.prepare()).resolves.toBeUndefined()
      await expect(verifier.verify(await signIdToken(key, claims))).rejects.toThrow(message)
    },
  )

  test('R61 rotated keys that cannot be had are an error as well', async () => {
    const { verifier } = verifierServing([new Error('unreachable')], cachedKeys(key))
    await expect(verifier.verify(await signIdToken(next, claims))).rejects.toThrow('unreachable')
  })

  test('R61 rotated keys that are none are an error as well', async () => {
    const broken = { status: 200, body: { keys: [{ ...next.jwk, n: 7 }] } }
    const { verifier } = verifierServing([broken], cachedKeys(key))
    await expect(verifier.verify(await signIdToken(next, claims))).rejects.toThrow('jwks_malformed')
  })

  test('R61 an empty key set proves nothing', async () => {
    const { verifier } = verifierServing([{ status: 200, body: { keys: [] } }])
    expect(await verifier.verify(await signIdToken(key, claims))).toBeUndefined()
  })

  test('only what verifying needs is cached', async () => {
    const { verifier, kept } = verifierServing([
      { status: 200, body: { keys: [{ ...key.jwk, x5c: ['certificate'], x5t: 'thumb' }] } },
    ])
    await verifier.verify(await signIdToken(key, claims))
    expect(kept.get(`jwks ${HOST}`)).not.toMatch(/x5c|x5t/)
  })
})
