import type { Change } from '../core/change.ts'
import { maskNumber } from '../core/change.ts'
import type { ChangeKind } from '../core/outcome.ts'

/** The CAEP event of a changed credential (OpenID CAEP 1.0 §3.2). */
export const CREDENTIAL_CHANGE = 'https://schemas.openid.net/secevent/caep/event-type/credential-change'

/** Media type and `typ` of a Security Event Token (RFC 8417 §2.3, RFC 8935 §2.1). */
export const SECURITY_EVENT_TYPE = 'secevent+jwt'

const CHANGE_TYPES = { linked: 'create', replaced: 'update', removed: 'delete' } as const satisfies Record<
  ChangeKind,
  string
>

export type SecurityEventFacts = {
  /** The tenant's issuer, e.g. `https://acme.eu.auth0.com/`. */
  issuer: string
  audience: string
  subject: string
  change: Change
  /** Unique to this event. */
  id: string
  now: Date
}

/** Claims of the Security Event Token (RFC 8417 §2.2; the subject by RFC 9493 §3.2.4). Times in seconds. */
export function buildSecurityEvent(facts: SecurityEventFacts): Record<string, unknown> {
  const { issuer, audience, subject, change, id, now } = facts
  return {
    iss: issuer,
    aud: audience,
    jti: id,
    iat: Math.floor(now.getTime() / 1000),
    sub_id: { format: 'iss_sub', iss: issuer, sub: subject },
    events: {
      [CREDENTIAL_CHANGE]: {
        event_timestamp: Math.floor(change.at.getTime() / 1000),
        credential_type: 'phone-sms',
        change_type: CHANGE_TYPES[change.did],
        initiating_entity: 'user',
        friendly_name: maskNumber(change.last2),
      },
    },
  }
}
