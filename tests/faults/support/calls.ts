import type { FaultRule } from '../../../scripts/local-tenant/faults.ts'

export type Target = Pick<FaultRule, 'method' | 'path' | 'sent'>

const tokenOf = (grant: string): Target => ({
  ...{ method: 'POST', path: '^/oauth/token$', sent: `grant_type=${grant}` },
})
const USER = '^/api/v2/users/[^/]+$'

/** How each outside call looks on its way, by its name. */
export const TARGETS: { [call: string]: Target } = {
  token: tokenOf('authorization_code'),
  management_token: tokenOf('client_credentials'),
  jwks: { method: 'GET', path: '^/\\.well-known/jwks\\.json$' },
  link: { method: 'POST', path: '^/api/v2/users/[^/]+/identities$' },
  unlink: { method: 'DELETE', path: '^/api/v2/users/[^/]+/identities/sms/' },
  read: { method: 'GET', path: USER },
  delete: { method: 'DELETE', path: USER },
  record: { method: 'PATCH', path: USER },
  search: { method: 'GET', path: '^/api/v2/users$' },
  security_event: { method: 'POST', path: '^/events$' },
  twilio_messaging: { method: 'POST', path: '^/2010-04-01/Accounts/' },
  twilio_verify: { method: 'POST', path: '^/v2/Services/' },
  code_webhook: { method: 'POST', path: '^/webhooks/' },
}

export function targetOf(call: string): Target {
  const target = TARGETS[call]
  if (!target) throw new Error(`Nobody knows what the call ${call} looks like: add it to TARGETS.`)
  return target
}
