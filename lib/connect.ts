import { keyedFingerprints, keyedSeals, keyedTokenMarks } from './adapters/fingerprints.ts'
import { grantAccounts } from './adapters/grant-accounts.ts'
import { idTokenVerifier } from './adapters/id-token-verifier.ts'
import { linkTokenVerifier } from './adapters/link-token-verifier.ts'
import { managementAccounts } from './adapters/management-api.ts'
import { managementCalls } from './adapters/management-calls.ts'
import { createOutside } from './adapters/outside.ts'
import { platformClock, platformEntropy } from './adapters/platform.ts'
import type { PlatformCache } from './adapters/sealed-cache.ts'
import { sealedCache } from './adapters/sealed-cache.ts'
import { innerLoginAt } from './adapters/token-endpoint.ts'
import type { FinishPorts } from './flows/finish.ts'
import type { GrantPorts } from './flows/link-by-grant.ts'
import type { PrimaryAccount, World } from './ports.ts'
import type { InnerLoginSettings, Settings } from './settings.ts'

type Here = { host: string; platformCache: PlatformCache }

/**
 * Connects phone-challenge to the world, for one run at `host` by `clientId`. The time budget starts here.
 * @param readAs what a user of the Management API means for this login
 */
export function connectChallenge(
  here: Here & { clientId: string },
  settings: Settings,
  readAs: (user: unknown) => PrimaryAccount | undefined,
): GrantPorts & FinishPorts {
  const { companion, outside, cache, ...world } = connect(here, settings)
  const { tenantDomain, fingerprintKey, hosts } = settings
  const calls = managementCalls(tenantDomain, companion, { outside, cache })
  return {
    ...world,
    accounts: managementAccounts(calls),
    grantAccounts: grantAccounts(calls, readAs),
    fingerprints: keyedFingerprints(fingerprintKey),
    ticketSeals: keyedSeals(fingerprintKey),
    linkTokens: linkTokenVerifier(hosts, here.clientId, { outside, cache, clock: world.clock }),
    tokenMarks: keyedTokenMarks(fingerprintKey),
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
