/** A refusal of the token endpoint, with Auth0's status and words. */
export class OAuthError extends Error {
  override name = 'OAuthError'
  readonly status: 400 | 401 | 403
  readonly code: string
  readonly description: string

  constructor(status: 400 | 401 | 403, code: string, description: string) {
    super(description)
    this.status = status
    this.code = code
    this.description = description
  }
}

export const unauthorized = () => new OAuthError(401, 'access_denied', 'Unauthorized')
