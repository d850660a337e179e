import type { Stage } from '../../journeys/support/stage.ts'
import { ADA, GRACE } from '../../journeys/support/steps.ts'

/** Of somebody who has nothing to do with it. */
export const GRACES_PHONE = '+447400999999'

/** What the app keeps about Ada. */
export const KEPT = { app_metadata: { plan: 'gold' }, user_metadata: { theme: 'dark' } }

/** Ada, who has not signed in yet, and Grace, who has a phone. */
export async function makePeople({ management: { users } }: Stage): Promise<{ ada: string; grace: string }> {
  const ada = await users.create({ connection: 'email', email: ADA, email_verified: true, ...KEPT })
  const grace = await users.create({ connection: 'email', email: GRACE, email_verified: true })
  const phone = await users.create({
    ...{ connection: 'sms', phone_number: GRACES_PHONE, phone_verified: true },
  })
  const [owner = '', identity = ''] = [grace.user_id, phone.identities?.[0]?.user_id]
  await users.identities.link(owner, { provider: 'sms', user_id: String(identity) })
  return { ada: ada.user_id ?? '', grace: owner }
}

/** Every way of signing in by phone, linked or not, as an admin sees it: the tenant's whole state is large. */
export async function phonesIn({ management }: Stage): Promise<{ owner: string; number: string }[]> {
  const { data: users } = await management.users.list()
  return users.flatMap(({ user_id = '', phone_number, identities = [] }) =>
    identities
      .filter(({ provider }) => provider === 'sms')
      .map(({ profileData }) => ({
        owner: user_id,
        number: String(profileData?.phone_number ?? phone_number),
      })),
  )
}
