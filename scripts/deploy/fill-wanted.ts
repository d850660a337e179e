import { formKeywords } from '../import/form-keywords.ts'
import { fillKeywords, type Keywords } from '../import/keywords.ts'
import { leaveOutUnwanted } from '../import/optional-parts.ts'
import { textKeywords } from '../import/text-keywords.ts'
import type { TenantFile } from './tenant-file.ts'
import { expandApps } from '../settings/expand-apps.ts'
import type { Apps } from './find-apps.ts'
import type { PresentClient, PresentTenant } from './present-tenant.ts'
import type { Sources, Wanted } from './wanted.ts'

/** Stands for what does not exist yet; nothing that holds it is ever imported. */
const NOT_YET = 'not-yet-created'

/**
 * What is to be in this tenant: the file with its keywords filled in, as far as what they stand for exists.
 *
 * @param keywords all but those of what deploy creates and of the texts of codes
 * @throws {Error} naming every keyword without a value, or what is wrong with a text
 */
export function fillWanted(
  { document, ...sources }: Sources,
  keywords: Keywords,
  present: PresentTenant,
  apps: Apps,
): Wanted {
  const expanded = expandApps(document, idsOf(apps.all), idsOf(apps.otp))
  const { client } = present.companion ?? {}
  const formIds = new Map(present.forms.map(({ name, id }) => [name, id]))
  const filled = fillKeywords(leaveOutUnwanted(expanded, keywords), {
    ...keywords,
    ...textKeywords(keywords),
    ...formKeywords((name) => formIds.get(name) ?? NOT_YET),
    COMPANION_CLIENT_ID: client?.client_id ?? NOT_YET,
    COMPANION_CLIENT_SECRET: client?.client_secret ?? NOT_YET,
  })
  return { ...sources, file: filled as TenantFile }
}

const idsOf = (apps: readonly PresentClient[]): string[] => apps.map(({ client_id }) => client_id)
