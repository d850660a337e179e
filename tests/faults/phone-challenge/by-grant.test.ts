import { grantApp, signInByCode } from '../../journeys/support/otp.ts'
import { ADA, PHONE, codeFor } from '../../journeys/support/steps.ts'
import { addingByGrant } from '../support/by-grant.ts'
import { targetOf } from '../support/calls.ts'
import type { Play } from '../support/change-rows.ts'
import { breakJourney } from '../support/change-rows.ts'
import { useLastingStage } from '../support/lasting-stage.ts'
import { phonesIn } from '../support/people.ts'

const stage = useLastingStage()
const action = 'phone-challenge'

breakJourney(
  stage,
  { action, journey: 'adding by the OTP grant', play: addingByGrant },
  {
    // phone-gate has fetched them before.
    jwks: { after: 1, ends: 'denied not_available → next: linked' },
    management_token: { ends: 'denied not_available → next: linked' },
    read: { ends: 'denied not_available → next: linked' },
    // What is not remembered could be done twice, so nothing is done.
    record: { ends: 'denied not_available → next: linked' },
    link: { ends: { otherwise: 'denied link_failed → next: linked', 'answer lost': 'linked' } },
  },
)

breakJourney(
  stage,
  { action, journey: 'having added by the OTP grant', play: addingByGrant },
  {
    // The account itself was read before; the link is made, and nobody knows.
    read: {
      after: 1,
      also: [{ ...targetOf('link'), drop: 'after' }],
      ends: 'denied link_failed → next: already_linked',
    },
    // The next login that can show a page completes the record.
    record: { after: 1, ends: 'linked' },
  },
)

const beingRefused: Play = async (stage, broken) => {
  const app = await grantApp(stage)
  const ada = await signInByCode(stage, app, ADA)
  await app.start(PHONE)
  const code = await codeFor(stage, PHONE)
  await stage.management.users.update(ada.id.sub, { email_verified: false })
  const first = await broken(() => app.grant(PHONE, code, { link_to: ada.idToken }))
  // One that stays is marked, so that it never counts as an account of its own.
  for (const { owner } of await phonesIn(stage)) {
    if (!owner.startsWith('sms|')) continue
    const { app_metadata } = await stage.management.users.get(owner)
    expect(app_metadata).toEqual({ phone_link_born: true })
  }
  return {
    first,
    next: async () => {
      await stage.management.users.update(ada.id.sub, { email_verified: true })
      const again = await signInByCode(stage, app, ADA)
      return signInByCode(stage, app, PHONE, { link_to: again.idToken })
    },
    ...{ wanted: 'linked', left: PHONE },
  }
}

// The phone account that came into being stays, signs nobody in, and is linked by the next attempt.
breakJourney(
  stage,
  { action, journey: 'being refused by the OTP grant', play: beingRefused },
  { delete: { ends: 'denied email_unverified → next: linked' } },
)
