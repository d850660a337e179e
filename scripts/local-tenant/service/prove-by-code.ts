import type { Client } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { OAuthError } from './oauth-error.ts'
import { codeOfStart, isExpired, isTriedOut, spendCode } from './one-time-codes.ts'
import type { OtpRequest } from './otp-request.ts'

const TRIED_OUT = "You've reached the maximum number of attempts. Please try to login again."
const EXPIRED = 'The verification code has expired. Please try to login again.'
const WRONG = {
  sms: 'Wrong phone number or verification code.',
  email: 'Wrong email or verification code.',
}

/** @throws OAuthError unless the code is right; a right one is spent by this, before anything is awaited */
export function proveByCode(tenant: Tenant, client: Client, request: OtpRequest): void {
  const code = codeOfStart(tenant, client, request.connection, request.recipient)
  const verdict = spendCode(tenant, code, request.otp)
  if (verdict === 'right') return
  // One that has died before is told of by what it died of.
  const isOfBefore = verdict === 'dead' && code !== undefined
  const isTriedOutNow = verdict === 'too_many_tries' || (isOfBefore && isTriedOut(code))
  const isExpiredNow = verdict === 'expired' || (isOfBefore && isExpired(tenant, code))
  const words = isTriedOutNow ? TRIED_OUT : isExpiredNow ? EXPIRED : WRONG[request.strategy]
  throw new OAuthError(403, 'invalid_grant', words)
}
