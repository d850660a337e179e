import type { FinishPorts } from '../flows/finish.ts'
import type { Entropy } from '../ports.ts'
import type { Settings } from '../settings.ts'
import { keyedFingerprints } from './fingerprints.ts'
import { idTokenVerifier } from './id-token-verifier.ts'
import { managementAccounts } from './management-api.ts'
import { createOutside } from './outside.ts'
import { platformClock, platformEntropy } from './platform.ts'
import type { PlatformCache } from './sealed-cache.ts'
import { sealedCache } from './sealed-cache.ts'
import { innerLoginAt } from './token-endpoint.ts'

/** Connects the flows to the world, for one run of an Action served at `host`. The time budget starts here. */
export function connect(
  host: string,
  settings: Settings,
  platformCache: PlatformCache,
): FinishPorts & { entropy: Entropy } {
  const companion = { clientId: settings.companionClientId, clientSecret: settings.companionClientSecret }
  const outside = createOutside(platformClock)
  const cache = sealedCache(platformCache, settings.companionClientSecret)
  return {
    clock: platformClock,
    entropy: platformEntropy,
    accounts: managementAccounts(settings.tenantDomain, companion, { outside, cache }),
    innerLogin: innerLoginAt(host, companion, outside),
    proofs: idTokenVerifier(host, settings.companionClientId, { outside, cache, clock: platformClock }),
    fingerprints: keyedFingerprints(settings.fingerprintKey),
  }
}
