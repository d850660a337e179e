import type { Recipient } from '../events/custom-phone-provider-event.ts'
import type { Tenant } from '../tenant.ts'
import { findByPasswordless } from './accounts.ts'
import { randomObjectId } from './random.ts'
import { isoNow } from './seconds.ts'

/**
 * Whom a text is for. Auth0 does not document whether it looks up the account behind the number, nor what it tells of
 * somebody who has none: there must be a `user_id`, so an `sms` user is made up who does not exist and has no
 * identities.
 */
export function recipientOf(tenant: Tenant, number: string): Recipient {
  const account =
    tenant.unknowns.phoneEventUser === 'account' ? findByPasswordless(tenant, 'sms', number) : undefined
  if (account !== undefined) return account
  const now = isoNow(tenant.world.clock)
  return {
    user_id: `sms|${randomObjectId(tenant.world)}`,
    ...{ phone_number: number, phone_verified: false, name: number, nickname: '' },
    ...{ created_at: now, updated_at: now, user_metadata: {}, app_metadata: {} },
  }
}
