import type { ManagementClient } from 'auth0'
import { countPhoneOnly } from './count-phone-only.ts'
import type { Counted } from './expected.ts'

const COUNT_ALONE = { page: 0, per_page: 1, include_totals: true }

/** Counts what `readTenant` does not read: people who sign in by phone alone, Forms and flows of everybody. */
export async function count(management: ManagementClient): Promise<Counted> {
  const forms = await management.forms.list(COUNT_ALONE)
  const flows = await management.flows.list(COUNT_ALONE)
  return {
    phoneOnlyPeople: await countPhoneOnly(management),
    forms: forms.response.total ?? 0,
    flows: flows.response.total ?? 0,
  }
}
