import type { LinkTokens } from '../ports.ts'
import { parseLinkToken } from '../protocol/link-token.ts'
import { signedTokens } from './signed-tokens.ts'
import type { VerifierWorld } from './signed-tokens.ts'

/**
 * Reads ID tokens that an app sends as `link_to`: issued by any host of the tenant, since it signs alike for all of
 * them, and for the very client that sends them.
 * @param hosts the tenant's; the first one's key set is fetched
 */
export function linkTokenVerifier(
  hosts: readonly string[],
  clientId: string,
  world: VerifierWorld,
): LinkTokens {
  const issuers = hosts.map((host) => `https://${host}/`)
  const tokens = signedTokens(hosts[0] ?? '', { issuers, audience: clientId }, world)
  return {
    prepare: () => tokens.prepare(),
    async read(token) {
      const claims = await tokens.read(token)
      return claims && parseLinkToken(claims)
    },
  }
}
