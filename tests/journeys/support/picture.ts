import type { Stage } from './stage.ts'
import { accountsOf, phoneIdentities } from './steps.ts'

/** Who has which phone, what accounts there are and what they remember: what a refused request may not change. */
export async function picture(stage: Stage) {
  const users = await stage.tenant.control.users()
  const metadata = users.map(({ app_metadata, user_metadata }) => ({ app_metadata, user_metadata }))
  return { accounts: await accountsOf(stage), phones: await phoneIdentities(stage), metadata }
}
