import type { TenantFile } from '../deploy/tenant-file.ts'
import type { Keywords } from './keywords.ts'

/** The Action that delivers codes, and the trigger that it is for. */
export const SMS_PROVIDER = 'sms-provider'
export const PHONE_PROVIDER_TRIGGER = 'custom-phone-provider'

/** What comes with that Action. */
const WITH_PROVIDER = ['phoneProviders', 'phoneTemplates']

/**
 * The file without what an admin does not want. With the keyword CODE_PROVIDER `none`, the tenant goes on with a phone
 * provider of its own.
 */
export function leaveOutUnwanted(file: TenantFile, keywords: Keywords): TenantFile {
  if (keywords['CODE_PROVIDER'] !== 'none') return file
  const kept = Object.entries(file).filter(([resource]) => !WITH_PROVIDER.includes(resource))
  const { actions = [], ...rest } = Object.fromEntries(kept) as TenantFile
  return { ...rest, actions: actions.filter(({ name }) => name !== SMS_PROVIDER) }
}
