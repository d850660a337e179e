import type { JsonObject } from '../state.ts'

type Status = 400 | 401 | 403 | 429

/** A refusal of an endpoint that programs call, with Auth0's status and words, and what else the answer says. */
export class OAuthError extends Error {
  override name = 'OAuthError'
  readonly status: Status
  readonly code: string
  readonly description: string
  readonly more: JsonObject

  constructor(status: Status, code: string, description: string, more: JsonObject = {}) {
    super(description)
    this.status = status
    this.code = code
    this.description = description
    this.more = more
  }
}

export const unauthorized = () => new OAuthError(401, 'access_denied', 'Unauthorized')
