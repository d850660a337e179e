import { SignJWT, exportJWK, exportSPKI, generateKeyPair } from 'jose'
import type { CryptoKey, JWK } from 'jose'

/** A tenant's signing key, and its public half as `/.well-known/jwks.json` shows it. */
export type SigningKey = { kid: string; privateKey: CryptoKey; jwk: JWK }

export async function signingKey(kid: string): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair('RS256')
  return { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' } }
}

/** Signs claims as Auth0 signs ID tokens. */
export function signIdToken(key: SigningKey, claims: Record<string, unknown>): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: key.kid })
    .sign(key.privateKey)
}

/** A key that signs Security Event Tokens, and its public half as PEM, for libraries that know no JWK. */
export async function eventKey(
  alg: string,
): Promise<{ jwk: JWK & { alg: string; kid: string }; pem: string }> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true })
  return { jwk: { ...(await exportJWK(privateKey)), alg, kid: 'events-1' }, pem: await exportSPKI(publicKey) }
}
