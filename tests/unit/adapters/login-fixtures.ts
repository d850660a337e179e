import type { Settings } from '../../../lib/settings.ts'
import type { KitIdentity } from '../../support/post-login-kit.ts'

/** What the Actions of a login are set to. */
export const settings: Settings = {
  tenantDomain: 'acme.eu.auth0.com',
  hosts: ['acme.eu.auth0.com', 'login.example.com'],
  companionClientId: 'companion',
  companionClientSecret: 'secret',
  smsOnlyAccounts: 'allow',
  countries: undefined,
  kinds: ['mobile'],
  fingerprintKey: 'k'.repeat(32),
}

/** The identity of somebody who signed up by email code. */
export const EMAIL: KitIdentity = { provider: 'email', user_id: 'ada', connection: 'email', isSocial: false }

/** The identity of a phone that is linked to it. */
export const linkedPhone = (
  profileData: Record<string, unknown>,
  change: Partial<KitIdentity> = {},
): KitIdentity => ({
  provider: 'sms',
  user_id: 'new',
  connection: 'sms',
  isSocial: false,
  profileData,
  ...change,
})

/** The profile by which a linked phone is known to be proven. */
export const VERIFIED = { phone_number: '+4915112345678', phone_verified: true }
