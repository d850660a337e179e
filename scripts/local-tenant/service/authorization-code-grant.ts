import { createHash, timingSafeEqual } from 'node:crypto'
import { findUser } from './accounts.ts'
import { issueTokens } from './issue-tokens.ts'
import { OAuthError, unauthorized } from './oauth-error.ts'
import { issueRefreshToken, revokeFamily } from './refresh-tokens.ts'
import type { Grant } from './token-grants.ts'

const invalidCode = () => new OAuthError(403, 'invalid_grant', 'Invalid authorization code')

/** RFC 7636, section 4.1. */
const VERIFIER = /^[\w.~-]{43,128}$/

export const exchangeAuthorizationCode: Grant = async (tenant, client, fields, facts) => {
  const { code: given, redirect_uri, code_verifier } = fields
  if (given === undefined || given === '') {
    throw new OAuthError(400, 'invalid_request', 'Missing required parameter: code')
  }
  const code = tenant.state.authorizationCodes.find((each) => each.code === given)
  if (code === undefined || code.client_id !== client.client_id) throw invalidCode()
  if (code.used) {
    // Somebody else has had this code too: what it gave is taken back (RFC 9700, section 2.1.1).
    if (code.refresh_family !== undefined) revokeFamily(tenant, code.refresh_family)
    throw invalidCode()
  }
  // Spent by the first try, right or wrong, before anything is awaited.
  code.used = true
  if (tenant.world.clock.now().getTime() >= Date.parse(code.expires_at)) throw invalidCode()
  if (code.hostname !== facts.hostname) throw invalidCode()
  if (redirect_uri !== code.redirect_uri) {
    const words = `The redirect URI is wrong. You sent ${originOf(redirect_uri)}, and we expected ${originOf(code.redirect_uri)}`
    throw new OAuthError(403, 'unauthorized_client', words)
  }
  if (!verifies(code.code_challenge, code_verifier)) {
    throw new OAuthError(403, 'invalid_grant', 'Failed to verify code verifier')
  }
  const user = findUser(tenant, code.user_id)
  // As with a refresh token, what was granted for somebody who is gone is no grant any more (RFC 6749, section 5.2).
  if (user === undefined) throw invalidCode()
  if (user.blocked === true) throw unauthorized()
  const tokens = await issueTokens(tenant, {
    ...{ client, user, hostname: code.hostname, sessionId: code.session_id, scope: code.scope },
    ...{ audience: code.audience, nonce: code.nonce, effects: code.effects },
    organization: code.organization,
    authTime: code.include_auth_time ? code.auth_time : undefined,
  })
  if (!code.scope.includes('offline_access')) return tokens
  const refresh = issueRefreshToken(tenant, code)
  code.refresh_family = refresh.family
  return { ...tokens, refresh_token: refresh.token }
}

function verifies(challenge: string | undefined, verifier: string | undefined): boolean {
  // A verifier for a code that was asked for without challenge is a downgrade (RFC 9700, section 2.1.1).
  if (challenge === undefined) return verifier === undefined
  if (verifier === undefined || !VERIFIER.test(verifier)) return false
  const made = Buffer.from(createHash('sha256').update(verifier).digest('base64url'))
  const expected = Buffer.from(challenge)
  return made.length === expected.length && timingSafeEqual(made, expected)
}

function originOf(url: string | undefined): string {
  return url !== undefined && URL.canParse(url) ? new URL(url).origin : String(url)
}
