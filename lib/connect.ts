import { keyedFingerprints } from './adapters/fingerprints.ts'
import { idTokenVerifier } from './adapters/id-token-verifier.ts'
import { managementAccounts } from './adapters/management-api.ts'
import { createOutside } from './adapters/outside.ts'
import { platformClock, platformEntropy } from './adapters/platform.ts'
import type { PlatformCache } from './adapters/sealed-cache.ts'
import { sealedCache } from './adapters/sealed-cache.ts'
import { innerLoginAt } from './adapters/token-endpoint.ts'
import type { World } from './ports.ts'
import type { Settings } from './settings.ts'

/** Connects the flows to the world, for one run of an Action served at `host`. The time budget starts here. */
export function connect(host: string, settings: Settings, platformCache: PlatformCache): World {
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
