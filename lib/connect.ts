import { keyedFingerprints, keyedSeals } from './adapters/fingerprints.ts'
import { idTokenVerifier } from './adapters/id-token-verifier.ts'
import { managementAccounts } from './adapters/management-api.ts'
import { createOutside } from './adapters/outside.ts'
import { platformClock, platformEntropy } from './adapters/platform.ts'
import type { PlatformCache } from './adapters/sealed-cache.ts'
import { sealedCache } from './adapters/sealed-cache.ts'
import { innerLoginAt } from './adapters/token-endpoint.ts'
import type { World } from './ports.ts'
import type { InnerLoginSettings, Settings } from './settings.ts'

type Here = { host: string; platformCache: PlatformCache }

/** Connects phone-challenge to the world, for one run at `host`. The time budget starts here. */
export function connectChallenge(here: Here, settings: Settings): Omit<World, 'securityEvents'> {
  const { companion, outside, cache, ...world } = connect(here, settings)
  return {
    ...world,
    accounts: managementAccounts(settings.tenantDomain, companion, { outside, cache }),
    fingerprints: keyedFingerprints(settings.fingerprintKey),
    ticketSeals: keyedSeals(settings.fingerprintKey),
  }
}

/** Connects reauthenticate: the same inner login, and nothing that could change an account. */
export function connectStepUp(
  here: Here,
  settings: InnerLoginSettings,
): Pick<World, 'clock' | 'entropy' | 'innerLogin' | 'proofs'> {
  const { clock, entropy, innerLogin, proofs } = connect(here, settings)
  return { clock, entropy, innerLogin, proofs }
}

function connect({ host, platformCache }: Here, settings: InnerLoginSettings) {
  const { companionClientId: clientId, companionClientSecret: clientSecret } = settings
  const companion = { clientId, clientSecret }
  const outside = createOutside(platformClock)
  const cache = sealedCache(platformCache, clientSecret)
  return {
    companion,
    outside,
    cache,
    clock: platformClock,
    entropy: platformEntropy,
    innerLogin: innerLoginAt(host, companion, outside),
    proofs: idTokenVerifier(host, clientId, { outside, cache, clock: platformClock }),
  }
}
