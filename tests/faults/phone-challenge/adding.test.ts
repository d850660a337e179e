import {
  ADA,
  PHONE,
  addPhone,
  addPhoneUntilContinue,
  person,
  provePhone,
  signInByEmail,
} from '../../journeys/support/steps.ts'
import type { Play } from '../support/change-rows.ts'
import { breakJourney } from '../support/change-rows.ts'
import { useLastingStage } from '../support/lasting-stage.ts'
import { targetOf } from '../support/calls.ts'

const stage = useLastingStage()
const action = 'phone-challenge'

const beingAsked: Play = async (stage, broken) => {
  const ada = await person(stage)
  await signInByEmail(ada, ADA)
  const attempt = ada.app.start({ 'ext-phone': 'add' })
  const page = await broken(() => ada.browser.open(attempt.url))
  return {
    first: await ada.app.finish(attempt, await provePhone(ada, page, PHONE)),
    next: () => addPhone(ada, PHONE),
    ...{ wanted: 'linked', left: PHONE },
  }
}

// Nobody waits for the keys yet: they are fetched again when they are needed.
breakJourney(
  stage,
  { action, journey: 'being asked for the number', play: beingAsked },
  { jwks: { ends: 'linked' } },
)

const adding: Play = async (stage, broken) => {
  const ada = await person(stage)
  await signInByEmail(ada, ADA)
  const { attempt, answer } = await addPhoneUntilContinue(ada, PHONE)
  return {
    first: await ada.app.finish(attempt, await broken(() => ada.browser.open(answer))),
    next: () => addPhone(ada, PHONE),
    ...{ wanted: 'linked', left: PHONE },
  }
}

breakJourney(
  stage,
  { action, journey: 'adding', play: adding },
  {
    token: { ends: 'refused not_available → next: linked' },
    management_token: { ends: 'refused link_failed → next: linked' },
    jwks: { ends: 'refused not_available → next: linked' },
    // Where only the answer was lost, the account itself tells that the phone is there.
    link: { ends: { otherwise: 'refused link_failed → next: linked', 'answer lost': 'linked' } },
    // The link is made and nobody knows: the next login finds it, and tells.
    read: {
      also: [{ ...targetOf('link'), drop: 'after' }],
      ends: 'refused link_failed → next: linked',
    },
  },
)

test('a rate limit that passes within the budget is waited for, once', async () => {
  const ada = await person(stage)
  await signInByEmail(ada, ADA)
  const { attempt, answer } = await addPhoneUntilContinue(ada, PHONE)
  await stage.tenant.control.faults([
    { method: 'POST', path: '/identities$', status: 429, body: '{}', times: 1 },
  ])
  const outcome = await ada.app.finish(attempt, await ada.browser.open(answer))
  expect(outcome.id.phone_link).toEqual({ intent: 'add', status: 'linked' })
})
