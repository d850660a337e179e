import type { ManagementClient } from 'auth0'
import type { OurNames } from './our-names.ts'
import type { PresentTenant } from './present-tenant.ts'
import type { Wanted } from './wanted.ts'

/**
 * Makes what has an id or a secret that others of ours hold: the companion, and the Forms, which deploy-cli fills
 * later. What is there stays as it is.
 *
 * @returns whether anything was made: then the tenant has to be read again
 */
export async function makeWhatHasIds(
  management: ManagementClient,
  { file }: Wanted,
  ours: OurNames,
  present: PresentTenant,
): Promise<boolean> {
  const companion = file.clients?.find(({ name }) => name === ours.companion)
  const isNew = present.companion === undefined && companion !== undefined
  if (isNew) await management.clients.create(companion)
  const missing = ours.forms.filter((name) => !present.forms.some((form) => form.name === name))
  for (const name of missing) await management.forms.create({ name })
  return isNew || missing.length > 0
}
