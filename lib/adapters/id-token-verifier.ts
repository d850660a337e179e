import type { ProofVerifier } from '../ports.ts'
import { parseProof } from '../protocol/inner-id-token.ts'
import { signedTokens } from './signed-tokens.ts'
import type { VerifierWorld } from './signed-tokens.ts'

/** Verifies inner ID tokens: issued by the host that served the login, for the companion. */
export function idTokenVerifier(host: string, audience: string, world: VerifierWorld): ProofVerifier {
  const tokens = signedTokens(host, { issuers: [`https://${host}/`], audience }, world)
  return {
    prepare: () => tokens.prepare(),
    async verify(idToken) {
      const claims = await tokens.read(idToken)
      return claims && parseProof(claims)
    },
  }
}
