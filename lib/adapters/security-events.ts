import { SignJWT, importJWK } from 'jose'

import { UpstreamError } from '../errors.ts'
import type { Clock, Entropy, SecurityEvents } from '../ports.ts'
import { SECURITY_EVENT_TYPE, buildSecurityEvent } from '../protocol/security-event.ts'
import type { Outside } from './outside.ts'

/** Milliseconds that a receiver may take: the person waits meanwhile. */
const TIMEOUT_MS = 2_000

const ID_BYTES = 16

/** Where Security Event Tokens go, and what they are signed with. */
export type Receiver = {
  url: string
  audience: string
  /** A private key as JWK (RFC 7517), with `alg` and `kid`. */
  signingKey: Record<string, unknown> & { alg: string; kid: string }
}

/** Pushes signed Security Event Tokens (RFC 8935 §2). Anything but 202 is a failure; it is not tried again. */
export function pushedSecurityEvents(
  issuer: string,
  receiver: Receiver,
  world: { outside: Outside; clock: Clock; entropy: Entropy },
): SecurityEvents {
  const { alg, kid } = receiver.signingKey
  return {
    async push(subject, change) {
      const claims = buildSecurityEvent({
        ...{ issuer, subject, change },
        audience: receiver.audience,
        id: Buffer.from(world.entropy.bytes(ID_BYTES)).toString('base64url'),
        now: world.clock.now(),
      })
      try {
        const key = await importJWK(receiver.signingKey)
        const token = await new SignJWT(claims)
          .setProtectedHeader({ alg, kid, typ: SECURITY_EVENT_TYPE })
          .sign(key)
        const { status } = await world.outside({
          at: 'security_event',
          url: receiver.url,
          method: 'POST',
          headers: { accept: 'application/json' },
          text: { type: `application/${SECURITY_EVENT_TYPE}`, body: token },
          retry: 'never',
          timeoutMs: TIMEOUT_MS,
        })
        return status === 202 ? { kind: 'sent' } : { kind: 'failed', code: `security_event_http_${status}` }
      } catch (error) {
        return { kind: 'failed', code: error instanceof UpstreamError ? error.message : 'security_event_key' }
      }
    },
  }
}
