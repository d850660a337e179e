import { createOutside } from './adapters/outside.ts'
import { platformClock, platformEntropy } from './adapters/platform.ts'
import { pushedSecurityEvents } from './adapters/security-events.ts'
import type { World } from './ports.ts'
import type { NoticeSettings } from './settings.ts'

/** Connects phone-notice to the receiver of Security Event Tokens, where one is configured. */
export function connectNotice({ tenantDomain, receiver }: NoticeSettings): Pick<World, 'securityEvents'> {
  const world = { outside: createOutside(platformClock), clock: platformClock, entropy: platformEntropy }
  const issuer = `https://${tenantDomain}/`
  return { securityEvents: receiver && pushedSecurityEvents(issuer, receiver, world) }
}
