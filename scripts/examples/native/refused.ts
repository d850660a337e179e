import * as oidc from 'openid-client'

/** The tenant said no: a stable code for programs, and a sentence for people. Neither holds a token or a number. */
export class Refused extends Error {
  override name = 'Refused'
  readonly code: string

  constructor(code: string, sentence: string, options?: ErrorOptions) {
    super(sentence, options)
    this.code = code
  }
}

/** What OAuth itself can say, where the tenant's own words are for developers. */
const SENTENCES: Record<string, string> = {
  access_denied: 'The login was cancelled or refused.',
  login_required: 'Nobody is signed in. Sign in first.',
}

/**
 * Phone linking puts its stable code first in the description (`sms_only_account: Sign in with …`), so that one wins
 * over the general code of OAuth (`access_denied`).
 */
export function readRefusal(error: string, description = ''): Refused {
  const [, code, sentence] = /^([a-z]+(?:_[a-z]+)+): (.+)$/s.exec(description) ?? []
  if (code !== undefined && sentence !== undefined) return new Refused(code, sentence)
  return new Refused(error, SENTENCES[error] ?? (description || 'The tenant refused, and did not say why.'))
}

/** Gives what the library throws when the tenant said no as a `Refused`; everything else as it is. */
export function asRefused(error: unknown): unknown {
  if (error instanceof oidc.AuthorizationResponseError || error instanceof oidc.ResponseBodyError) {
    return readRefusal(error.error, error.error_description)
  }
  return error
}
