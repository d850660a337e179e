import { linkTokenVerifier } from './adapters/link-token-verifier.ts'
import { createOutside } from './adapters/outside.ts'
import { platformClock } from './adapters/platform.ts'
import type { Clock, LinkTokens } from './ports.ts'
import type { GateSettings } from './settings.ts'

/**
 * Connects phone-gate to the world, for a client that may link by the OTP grant. It keeps no keys: it has no secret to
 * seal them with, and every Action can write the platform's cache.
 */
export function connectGate(
  clientId: string,
  { hosts }: GateSettings,
): { clock: Clock; linkTokens: LinkTokens } {
  const world = {
    outside: createOutside(platformClock),
    cache: { get: () => undefined, set: () => undefined },
    clock: platformClock,
  }
  return { clock: platformClock, linkTokens: linkTokenVerifier(hosts, clientId, world) }
}
