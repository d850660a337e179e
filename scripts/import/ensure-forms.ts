import type { ManagementClient } from 'auth0'

/** The keywords that Actions know Forms by, and the Forms' names in the tenant. */
export const FORM_NAMES = {
  OFFER_FORM_ID: 'Phone Linking Offer',
  REQUIRED_FORM_ID: 'Phone Linking Required',
  NUMBER_FORM_ID: 'Phone Linking Number',
  REMOVAL_FORM_ID: 'Phone Linking Removal',
  NOTICE_FORM_ID: 'Phone Linking Notice',
} as const

/** The id of each Form by its name; undefined for one that the tenant does not have. */
export type FoundForms = Map<string, string | undefined>

/** The ids of Forms as keywords; without those whose id is not known. */
export function formKeywords(idOf: (name: string) => string | undefined): { [keyword: string]: string } {
  return Object.fromEntries(
    Object.entries(FORM_NAMES).flatMap(([keyword, name]) => {
      const id = idOf(name)
      return id === undefined ? [] : [[keyword, id]]
    }),
  )
}

/**
 * Looks for Forms by name, page by page. Changes nothing.
 *
 * @throws {Error} when two Forms share one of the names: deploy-cli would take either
 */
export async function findForms(management: ManagementClient, names: string[]): Promise<FoundForms> {
  const found: FoundForms = new Map(names.map((name) => [name, undefined]))
  if (names.length === 0) return found
  for await (const { id, name } of await management.forms.list({ per_page: 100, include_totals: true })) {
    if (!found.has(name)) continue
    if (found.get(name) !== undefined) {
      throw new Error(`The tenant has several Forms named “${name}”: give them different names.`)
    }
    found.set(name, id)
  }
  return found
}

/**
 * Makes sure that the Forms exist, and gives their ids by name. A Form has its id only after that, and the Actions'
 * secrets hold it; so a missing one is made empty, and deploy-cli fills it in.
 */
export async function ensureForms(
  management: ManagementClient,
  found: FoundForms,
): Promise<Map<string, string>> {
  const ids = new Map<string, string>()
  for (const [name, id] of found) ids.set(name, id ?? (await management.forms.create({ name })).id)
  return ids
}
