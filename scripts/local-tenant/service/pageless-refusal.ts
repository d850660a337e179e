import type { PostLoginResult, Tenant } from '../tenant.ts'
import { OAuthError } from './oauth-error.ts'
import { randomToken } from './random.ts'

/**
 * What the token endpoint says when Actions do not let somebody through; where they want to show a page there is none
 * to show it on. Source: Auth0 docs, authenticate/passwordless/…/relevant-api-endpoints (customize MFA).
 */
export function pagelessRefusal(tenant: Tenant, result: PostLoginResult): OAuthError | undefined {
  switch (result.kind) {
    case 'completed':
      return undefined
    case 'denied':
      return new OAuthError(403, 'access_denied', result.reason)
    case 'failed':
      return new OAuthError(403, 'access_denied', result.message)
    case 'redirect':
    case 'form':
      return new OAuthError(403, 'interaction_required', 'Interaction required')
    case 'mfa':
      return new OAuthError(403, 'mfa_required', 'Multifactor authentication required', {
        mfa_token: `Fe26.2*${randomToken(tenant.world, 48)}`,
        mfa_requirements: { challenge: result.factors.map((type) => ({ type })) },
      })
  }
}
