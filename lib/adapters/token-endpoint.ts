import { UpstreamError } from '../errors.ts'
import type { InnerLogin } from '../ports.ts'
import { buildContinueUrl } from '../protocol/authorize-request.ts'
import type { Companion } from '../protocol/token-request.ts'
import { buildCodeExchange } from '../protocol/token-request.ts'
import { isInvalidGrant, parseIdToken } from '../protocol/token-response.ts'
import type { Outside } from './outside.ts'

/** The inner login's token endpoint, at the host that served it: the code and the issuer belong to that host. */
export function innerLoginAt(host: string, companion: Companion, outside: Outside): InnerLogin {
  return {
    async exchange(code, verifier) {
      const { status, body } = await outside({
        at: 'token',
        url: `https://${host}/oauth/token`,
        method: 'POST',
        form: buildCodeExchange(companion, code, verifier, buildContinueUrl(host)),
        // After a 5xx the code may be spent already; repeating it would look like somebody else's code.
        retry: 'on_429',
      })
      if (status === 200) {
        const idToken = parseIdToken(body)
        if (idToken === undefined) throw new UpstreamError('token', 'malformed')
        return { kind: 'token', idToken }
      }
      if (isInvalidGrant(body)) return { kind: 'rejected' }
      throw new UpstreamError('token', `http_${status}`)
    },
  }
}
