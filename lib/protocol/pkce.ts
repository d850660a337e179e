import { createHash } from 'node:crypto'

/** Bytes of randomness in a verifier; RFC 7636 §7.1 asks for 32 octets. */
export const VERIFIER_BYTES = 32

/** A PKCE code verifier from 32 random bytes: 43 characters, base64url (RFC 7636 §4.1). */
export function buildVerifier(randomBytes: Uint8Array): string {
  return Buffer.from(randomBytes).toString('base64url')
}

/** The S256 code challenge of a verifier (RFC 7636 §4.2). */
export function buildChallenge(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url')
}
