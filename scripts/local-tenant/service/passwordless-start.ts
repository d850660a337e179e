import type { JsonObject } from '../state.ts'
import type { RequestFacts, Tenant } from '../tenant.ts'
import { apiLogin } from './api-login.ts'
import { authenticateClient } from './authenticate-client.ts'
import { deliverCode } from './deliver-code.ts'
import { withEndUsersAddress } from './end-user-address.ts'
import { OAuthError } from './oauth-error.ts'
import { issueCode } from './one-time-codes.ts'
import { requireOtpGrant } from './otp-client.ts'
import { randomObjectId } from './random.ts'
import { takeRequest } from './rate-limits.ts'
import { readStart, readStartCredentials } from './start-request.ts'

export type StartAnswer = {
  body: JsonObject
  /** What begins only when the answer has gone out. */
  afterwards?: () => void
}

/**
 * `/passwordless/start`: sends a code that the application exchanges at `/oauth/token`. Nothing of the answer tells
 * whether somebody has the address or number.
 *
 * @throws OAuthError with Auth0's status and words
 */
export async function startPasswordless(
  tenant: Tenant,
  body: JsonObject,
  received: RequestFacts,
): Promise<StartAnswer> {
  const client = authenticateClient(tenant, readStartCredentials(body))
  requireOtpGrant(client)
  const { connection, strategy, recipient } = readStart(tenant, client, body)
  const facts = withEndUsersAddress(client, received)
  if (takeRequest(tenant, 'send_code', facts) === 'limited') {
    throw new OAuthError(429, 'too_many_requests', 'Global limit has been reached')
  }
  const code = issueCode(tenant, { client_id: client.client_id }, connection, recipient)
  const login = apiLogin(tenant, client, facts)
  const delivery = await deliverCode(tenant, { login, client, connection, code })
  if (delivery.kind === 'failed') {
    throw new OAuthError(400, `${strategy}_provider_error`, delivery.reason)
  }
  const sentTo =
    strategy === 'sms'
      ? { phone_number: recipient, phone_verified: false }
      : { email: recipient, email_verified: false }
  return {
    body: {
      ...{ _id: randomObjectId(tenant.world), ...sentTo },
      ...(facts.language === undefined ? {} : { request_language: facts.language }),
    },
    ...(delivery.kind === 'under_way' ? { afterwards: delivery.start } : {}),
  }
}
