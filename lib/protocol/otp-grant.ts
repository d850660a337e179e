import { isRecord } from './unknown-json.ts'

/** The grant that trades a one-time code for tokens (https://auth0.com/docs/api/authentication#authenticate-user). */
export const OTP_GRANT = 'http://auth0.com/oauth/grant-type/passwordless/otp'

export function isOtpGrant(body: unknown): body is Record<string, unknown> {
  return isRecord(body) && body.grant_type === OTP_GRANT
}

/**
 * The ID token that a request by the OTP grant sends as `link_to`; undefined for a request that sends none. What is
 * sent and is no text is empty, and so no token.
 */
export function parseLinkTo(body: unknown): string | undefined {
  if (!isOtpGrant(body) || body.link_to === undefined) return undefined
  return typeof body.link_to === 'string' ? body.link_to : ''
}

/** What a token's signature covers. The signature itself can be written in more than one way. */
export function signedPart(token: string): string {
  return token.slice(0, token.lastIndexOf('.'))
}
